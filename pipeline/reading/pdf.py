"""PDF: the text of its pages by pypdf; their lines were cut at the width of the column."""

import logging
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from pipeline.articles import Article
from pipeline.reading.apart import FILE, Apart
from pipeline.reading.fields import article_of
from pipeline.reading.formats import DAMAGED, Source, UnreadableError, reader
from pipeline.reading.publication import parse_day
from pipeline.reading.rtf import is_europresse
from pipeline.records import Problem

MOST_PAGES = 1000
# Seconds of the processor that one file may take.
SECONDS = 120
# A line at the head or foot of so many pages, whatever its numbers, is that of the page.
REPEATED = 0.5
# Titles that programs give to the files that they print.
_PRINTED = re.compile(r"(?i)microsoft word|untitled|sans titre|\.(?:docx?|odt|pdf|indd|html?)\b|^\S+$")
logging.getLogger("pypdf").setLevel(logging.ERROR)


def _sniff(source: Source) -> bool:
    return b"%PDF-" in source.head[:1024]


@reader(
    "PDF", ".pdf", sniff=_sniff, general=True, example="article.pdf : un article par fichier, pas l'image d'une page"
)
def read_pdf(source: Source) -> Iterator[Article | Problem]:
    """Read one article; headers and footers of the pages are left out."""
    texts, title = read_apart.of_bytes(source.read())
    pages = [page.split("\n") for page in texts]
    running = running_lines(pages)
    text = "\n".join(line for page in pages for line in _own(page, running))
    if not text.strip():
        raise UnreadableError("scanned-pdf")
    if is_europresse(text):
        raise UnreadableError("europresse-print")
    edges = (line for page in pages[:1] for line in page if _bare(line) in running)
    fields = {
        "text": text,
        "title": "" if _PRINTED.search(title) else title,
        "published": next((line for line in edges if parse_day(line)), ""),
    }
    yield from article_of(source, fields)


def pages_of(packed: str) -> tuple[list[str], str]:
    """Return the text of each page of a PDF in Base64, and the title that it gives itself."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        document = PdfReader(BytesIO(b64decode(packed)))
        if document.is_encrypted and not document.decrypt(""):
            raise UnreadableError("locked-file")
        pages = [page.extract_text() for page in document.pages[:MOST_PAGES]]
        return pages, str(getattr(document.metadata, "title", "") or "")
    except (*DAMAGED, PyPdfError, AssertionError, AttributeError, IndexError, TypeError) as error:
        raise UnreadableError("damaged-file") from error


read_apart = Apart(pages_of, SECONDS, FILE)


def running_lines(pages: Sequence[list[str]]) -> frozenset[str]:
    """Return the lines, their numbers as 0, that stand at the head or foot of most pages.

    >>> sorted(running_lines([["La Voix, p. 1", "Il pleut.", "1"], ["La Voix, p. 2", "Il neige.", "2"]]))
    ['0', 'La Voix, p. 0']
    """
    edges = Counter(line for page in pages for line in {_bare(line) for line in _edges(page)})
    return frozenset(line for line, times in edges.items() if times > 1 and times > REPEATED * len(pages))


def _own(page: list[str], running: frozenset[str]) -> list[str]:
    """Return the lines of a page without the running ones."""
    edges = set(map(id, _edges(page)))
    return [line.rstrip() for line in page if not (id(line) in edges and _bare(line) in running)]


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line.strip()]
    return [*lines[:2], *lines[2:][-2:]] if len(lines) > 2 else lines


def _bare(line: str) -> str:
    return re.sub(r"\d+", "0", line).strip()
