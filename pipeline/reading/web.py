"""Saved web pages: main text, title, author, date and source, by trafilatura."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.articles import Article
from pipeline.reading.decode import decode
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.reading.text import tell_encoding
from pipeline.records import Problem

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)
# The first date a page gives for itself, never one guessed from its text, nor bounded by today's date.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


@reader(".html", ".htm", ".xhtml")
def read_web(source: Source) -> Iterator[Article | Problem]:
    """Read the article of a page; menus, comments and advertisements are left out."""
    with source.open() as handle:
        data = handle.read()
    if not data.strip():
        raise UnreadableError("empty-file")
    declared = _DECLARED.search(data[:4096])
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else "")
    yield from tell_encoding(source, decoded)
    page = _extract(decoded.text)
    if page is None or not (page.text or "").strip():
        raise UnreadableError("no-text")
    language = _LANGUAGE.search(decoded.text[:4096])
    fields = {
        "text": page.text,
        "title": page.title or "",
        "author": (page.author or "").replace("; ", " | "),
        "published": page.date or "",
        "source": page.sitename or page.hostname or "",
        "url": page.url or "",
        "language": language[1].lower() if language else "",
    }
    yield from article_of(source, fields, extra={})


def _extract(page: str) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=DATES)
