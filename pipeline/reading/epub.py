"""EPUB: the chapters of a book in the order of its spine, as one article."""

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from pipeline.articles import Article
from pipeline.reading.fields import article_of
from pipeline.reading.formats import LARGEST, Source, UnreadableError, reader
from pipeline.reading.markup import elements, find, paragraphs, parse_html, parse_xml, text_of
from pipeline.reading.odt import member
from pipeline.records import Problem

CONTAINER = "META-INF/container.xml"


def _sniff(source: Source) -> bool:
    return CONTAINER in source.members and "content.xml" not in source.members


@reader("Livre numérique (EPUB)", ".epub", sniff=_sniff, general=True, example="numero.epub : un texte par fichier")
def read_epub(source: Source) -> Iterator[Article | Problem]:
    """Read the book; its title, author, day and publisher are those that it gives."""
    container = parse_xml(member(source, CONTAINER))
    root = find(container, "rootfile") if container is not None else None
    if root is None:
        raise UnreadableError("bad-markup")
    path = root.get("full-path", "")
    package = parse_xml(member(source, path))
    if package is None:
        raise UnreadableError("bad-markup")
    lines = [line for chapter in _chapters(source, package, posixpath.dirname(path)) for line in chapter]
    fields = {
        "title": text_of(find(package, "title")),
        "author": " | ".join(text_of(e) for e in elements(package, "creator")),
        "published": text_of(find(package, "date")),
        "source": text_of(find(package, "publisher")),
        "language": text_of(find(package, "language"))[:2],
        "text": "\n\n".join(lines),
    }
    yield from article_of(source, fields, lines="paragraphs")


def _chapters(source: Source, package: Any, folder: str) -> Iterator[list[str]]:
    items = {e.get("id"): e.get("href", "") for e in elements(package, "item")}
    read = 0
    for place in elements(package, "itemref"):
        name = posixpath.normpath(posixpath.join(folder, unquote(items.get(place.get("idref"), ""))))
        if name not in source.members or place.get("linear") == "no":
            continue
        content = member(source, name)
        read += len(content)
        if read > LARGEST:
            raise UnreadableError("too-large", most=LARGEST >> 20)
        page = parse_html(content)
        body = find(page, "body") if page is not None else None
        if body is not None:
            yield paragraphs(body)
