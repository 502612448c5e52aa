"""Europresse, exported as HTML: the new interface (an ``<article>`` a document) and the old one (a table for all).

The document number ``news·20231018·CODE·…`` gives key and day; the day of the certificate is that of the export. The
boxes « Aussi paru dans » name other papers and other days: they are no text.
"""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.articles import Article
from pipeline.reading.credits import paper_and_edition
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, reader
from pipeline.reading.markup import declared_encoding, of_class, paragraphs, parse_html, pieces, remove, text_of
from pipeline.reading.publication import parse_day
from pipeline.records import Problem

_MARK = re.compile(r"DocPublicationName|publiC[-_]lblNodoc|rdp__articletitle|titreArticleVisu", re.IGNORECASE)
_ARTICLE = re.compile(r"<article\b", re.IGNORECASE)
_OLD = re.compile(r"""<(?:span|div|p|td|font)[^<>]{0,200}\bclass\s*=\s*["']?DocPublicationName""", re.IGNORECASE)
_NUMBER = re.compile(r"\b[a-z]{2,8}·((?:19|20)\d{6})·([\w.-]+(?:·[\w.-]+)*)", re.IGNORECASE)
# A mark of a searched word may stand in the middle of it: « <mark>énerg</mark>ie ».
_SEARCHED = re.compile(r"</?mark\b[^<>]*>", re.IGNORECASE)
_PAGES = re.compile(r"(?:,\s*)?\b(?:p(?:ages?|p)?\.\s*[\w, -]+)$", re.IGNORECASE)

PAPER = ("DocPublicationName", "rdp__DocPublicationName")
HEADER = ("DocHeader", "rdp__DocHeader")
TITLE = ("rdp__articletitle", "titreArticleVisu", "titreArticle")
AUTHORS = ("docAuthors", "sm-margin-bottomNews")
TEXT = ("docOcurrContainer", "DocText")
NUMBER = ("publiC-lblNodoc", "PubliC_lblNodoc")
# Boxes in the text that are none of it.
ASIDE = (
    "apd-wrapper",
    "apd-sources-date",
    "apd-sources",
    "rdp__newsdoc",
    "Doc-LegalInfo",
    "publiC-lblNodoc",
    "footer-bar",
)


def _sniff(source: Source) -> bool:
    return "<" in source.opening[:4096] and _MARK.search(source.opening) is not None


@reader(
    "Europresse (HTML)",
    many=True,
    sniff=_sniff,
    example="export.HTML : « Sauvegarder » en HTML dans Europresse (ni PDF, ni RTF) ; nouvelle et ancienne interfaces",
)
def read_europresse(source: Source) -> Iterator[Article | Problem]:
    """Read the articles one by one, however many the file has."""
    new = _ARTICLE.search(source.opening) is not None
    with source.open() as handle:
        found = pieces(handle, _ARTICLE if new else _OLD, declared=declared_encoding(source.head))
        for position, piece in enumerate(found, 1):
            page = parse_html(_SEARCHED.sub("", piece))
            if page is not None:
                yield from _article(source, page, position)


def _article(source: Source, page: Any, position: int) -> Iterator[Article | Problem]:
    paper, number = _first(page, PAPER), _number(page)
    if paper is None and not number:
        return
    header = _header(page)
    title = _first(page, TITLE)
    fields = {
        "source": _lines(paper),
        "title": text_of(title),
        "author": _author(page),
        "published": number[0] if number else _day_of(header),
        "edition": _edition(paper, header),
        "url": next((a.get("href", "") for a in page.iter("a") if "paru dans" in text_of(a)), ""),
        "text": _text(page, title),
    }
    yield from article_of(source, fields, key=number[1] if number else str(position), lines="paragraphs")


def _number(page: Any) -> tuple[str, str] | None:
    """Return the day and the whole number of a document."""
    places = [*of_class(page, *NUMBER), page]
    found = next((f for place in places if (f := _NUMBER.search(text_of(place)))), None)
    return (found[1], found[0]) if found else None


def _header(page: Any) -> str:
    """Return the line of the header that holds the day, the length and the page."""
    return " ".join(text_of(e) for e in of_class(page, HEADER[0]))


def _day_of(header: str) -> str:
    return header if parse_day(header) else ""


def _lines(element: Any) -> str:
    """Return the text of an element with its spaces: they part a paper from its edition."""
    return "".join(element.itertext()) if element is not None else ""


def _edition(paper: Any, header: str) -> str:
    """Return the issue and the page of an article."""
    pages = _PAGES.search(header)
    issue = paper_and_edition(_lines(paper))[1]
    return " ; ".join(part for part in (issue, pages[0].strip(" ,") if pages else "") if part)


def _author(page: Any) -> str:
    """Return who signs; the class of the authors is also that of other small lines."""
    for element in of_class(page, *AUTHORS):
        name = text_of(element)
        if (
            name
            and len(name) < 120
            and not any(c.isdigit() for c in name)
            and not _MARK.search(element.get("id") or "")
        ):
            return name
    return ""


def _text(page: Any, title: Any) -> str:
    """Return the paragraphs of the article."""
    remove(of_class(page, *ASIDE))
    bodies = of_class(page, TEXT[0]) or of_class(page, TEXT[1])
    if bodies:
        outer = [b for b in bodies if not any(b is not o and b in o.iterdescendants() for o in bodies)]
        return "\n\n".join(line for body in outer for line in paragraphs(body))
    return "\n\n".join(_after(page, title)) if title is not None else ""


def _after(page: Any, title: Any) -> list[str]:
    """Return the paragraphs that follow the title: the old interface marks no text."""
    lines, last = paragraphs(page), paragraphs(title)[-1]
    start = next((i for i, line in enumerate(lines) if line.startswith(last)), -1)
    rest = lines[start][len(last) :].strip() if start >= 0 else ""
    return [*([rest] if rest else []), *lines[start + 1 :]]


def _first(page: Any, names: tuple[str, ...]) -> Any:
    """Return the first element of the first of these classes that has text."""
    return next((e for name in names for e in of_class(page, name) if text_of(e)), None)
