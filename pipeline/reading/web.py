"""Saved web pages: main text, title, author, date and source, by trafilatura."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from pipeline.articles import Article
from pipeline.reading.apart import Apart
from pipeline.reading.decode import decode
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.reading.markup import declared_encoding, root_name
from pipeline.reading.text import log_encoding
from pipeline.records import Problem

# Larger pages, or pages of more elements, take trafilatura minutes: they are lists, not articles. The time of the
# others is bounded (see :mod:`pipeline.reading.apart`).
LARGEST_PAGE, MOST_ELEMENTS = 8 << 20, 40_000
# The first date a page gives for itself, never one guessed from its text, nor bounded by today's date.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
# What it has to say of a page, it says in English: the table of problems tells it.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)
# The suffixes of pages, of texts and of nothing: « article.php », « index.html?id=3 », « page.txt », « article ».
_PAGE = re.compile(r"$|\.(?:[sx]?html?|php\d?|aspx?|jsp|cfm|do|txt|text|asc|doc)\b")
_TAG = re.compile(r"<[a-zA-Z]")
_XML_SPACE = re.compile(r"^\s*<\?xml[^>]*\?>")


def _sniff(source: Source) -> bool:
    """Tell whether a file is a page under another name, as « Enregistrer sous » and robots give it."""
    return _PAGE.match(source.suffix) is not None and root_name(source) == "html"


@reader(
    "Page web enregistrée",
    ".html",
    ".htm",
    ".xhtml",
    ".shtml",
    sniff=_sniff,
    general=True,
    example="page.html : une page de journal enregistrée depuis le navigateur",
)
def read_web(source: Source) -> Iterator[Article | Problem]:
    """Read the article of a page; menus, comments and advertisements are left out."""
    data = source.read(LARGEST_PAGE)
    decoded = decode(data, declared=declared_encoding(data))
    log_encoding(source, decoded)
    yield from read_page(source, decoded.text)


def read_page(
    source: Source, text: str, *, key: str = "", known: dict[str, str] | None = None
) -> Iterator[Article | Problem]:
    """Yield the article of a page; ``known`` is what is said of it elsewhere, where the page says nothing.

    The language that a page claims is not believed: many sites claim English over French.
    """
    if len(_TAG.findall(text)) > MOST_ELEMENTS:
        raise UnreadableError("too-many-elements", most=MOST_ELEMENTS)
    fields = read_apart(_XML_SPACE.sub("", text, count=1))
    yield from article_of(source, {**(known or {}), **fields}, key=key, lines="paragraphs")


def fields_of(text: str) -> dict[str, str]:
    """Return what a page says of its article, and its text; raises ``UnreadableError`` where it has none.

    >>> fields_of("<html><body><article><p>Le pont de Nevers rouvrira lundi.</p></article></body></html>")["text"]
    'Le pont de Nevers rouvrira lundi.'
    """
    from trafilatura import bare_extraction

    page: Any = bare_extraction(text, include_comments=False, with_metadata=True, date_extraction_params=DATES)
    if page is None or not (page.text or "").strip():
        raise UnreadableError("no-text")
    fields = {
        "text": page.text,
        "title": page.title,
        "author": page.author,
        "published": page.date,
        "source": page.sitename or page.hostname,
        "url": page.url,
    }
    return {name: value for name, value in fields.items() if value}


read_apart = Apart(fields_of)
