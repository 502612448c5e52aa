"""Saved web pages: main text, title, author, date and source, by trafilatura."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from pipeline.articles import Article
from pipeline.reading.decode import decode
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.reading.markup import declared_encoding
from pipeline.reading.text import tell_encoding
from pipeline.records import Problem

# Larger pages, or pages of more elements, take trafilatura minutes: they are lists, not articles.
LARGEST_PAGE, MOST_ELEMENTS = 8 << 20, 40_000
# The first date a page gives for itself, never one guessed from its text, nor bounded by today's date.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
# What it has to say of a page, it says in English: the table of problems tells it.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)
_TAG = re.compile(r"<[a-zA-Z]")
_XML_SPACE = re.compile(r"^\s*<\?xml[^>]*\?>")


@reader(
    "Page web enregistrée",
    ".html",
    ".htm",
    ".xhtml",
    ".shtml",
    example="page.html : une page de journal enregistrée depuis le navigateur",
)
def read_web(source: Source) -> Iterator[Article | Problem]:
    """Read the article of a page; menus, comments and advertisements are left out."""
    data = source.read(LARGEST_PAGE)
    decoded = decode(data, declared=declared_encoding(data))
    yield from tell_encoding(source, decoded)
    yield from read_page(source, decoded.text)


def read_page(
    source: Source, text: str, *, key: str = "", known: dict[str, str] | None = None
) -> Iterator[Article | Problem]:
    """Yield the article of a page; ``known`` is what is said of it elsewhere, where the page says nothing.

    The language that a page claims is not believed: many sites claim English over French.
    """
    if len(_TAG.findall(text)) > MOST_ELEMENTS:
        raise UnreadableError("too-many-elements", most=MOST_ELEMENTS)
    page = _extract(_XML_SPACE.sub("", text, count=1))
    if page is None or not (page.text or "").strip():
        raise UnreadableError("no-text")
    fields = {
        "text": page.text,
        "title": page.title or "",
        "author": page.author or "",
        "published": page.date or "",
        "source": page.sitename or page.hostname or "",
        "url": page.url or "",
    }
    yield from article_of(
        source, {**(known or {}), **{n: v for n, v in fields.items() if v}}, key=key, lines="paragraphs"
    )


def _extract(page: str) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=DATES)
