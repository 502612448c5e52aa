"""RTF: the text of a document, by striprtf."""

import re
from collections.abc import Callable, Iterator

from striprtf.striprtf import rtf_to_text

from pipeline.articles import Article
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.records import Problem

_text: Callable[..., str] = rtf_to_text
_CERTIFICATE = re.compile(r"Certificat émis le|news·\d{8}·", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<=\S)\((?:https?://|mailto:)[^\s()]+\)")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def _sniff(source: Source) -> bool:
    return source.head.lstrip()[:5] == b"{\\rtf"


def rtf_text(data: bytes) -> str:
    """Return the text of an RTF, a paragraph a line.

    >>> rtf_text(rb"{\\rtf1\\ansi\\ansicpg1252 L'\\'e9t\\'e9.\\par Fin.}")
    "L'été.\\nFin."
    """
    page = _CODE_PAGE.search(data[:4096])
    encoding = f"cp{page[1].decode('ascii')}" if page else "cp1252"
    encoding = {"cp65001": "utf-8", "cp10000": "mac_roman"}.get(encoding, encoding)
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError:
        source = data.decode("latin-1")
    try:
        return _ADDRESS.sub("", _text(source, encoding=encoding, errors="ignore"))
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        raise UnreadableError("damaged-file") from error


@reader("Document RTF", ".rtf", sniff=_sniff, general=True, example="article.rtf : un article par fichier")
def read_rtf(source: Source) -> Iterator[Article | Problem]:
    """Read one article."""
    data = source.read()
    text = rtf_text(data)
    if not text.strip():
        raise UnreadableError("empty-file")
    if is_europresse(text):
        raise UnreadableError("europresse-print")
    yield from article_of(source, {"text": text})


def is_europresse(text: str) -> bool:
    """Tell whether a text is that of an export of Europresse made to be printed."""
    return "uropresse" in text and _CERTIFICATE.search(text) is not None
