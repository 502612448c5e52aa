"""ODT: the paragraphs of a document in reading order."""

import zipfile
from collections.abc import Iterator
from typing import Any

from pipeline.articles import Article
from pipeline.reading.fields import article_of
from pipeline.reading.formats import DAMAGED, LARGEST, Source, UnreadableError, reader
from pipeline.reading.markup import elements, find, name_of, parse_xml, text_of
from pipeline.records import Problem

ASIDE = ("tracked-changes", "annotation", "note", "sequence-decls", "forms")
LINES = frozenset(("p", "h", "line-break"))


def _sniff(source: Source) -> bool:
    return (
        "content.xml" in source.members
        and "mimetype" in source.members
        and source.suffix not in (".ods", ".odp", ".epub")
    )


@reader(
    "Document LibreOffice (ODT)",
    ".odt",
    ".fodt",
    sniff=_sniff,
    general=True,
    example="article.odt : un article par fichier",
)
def read_odt(source: Source) -> Iterator[Article | Problem]:
    """Read one article; its first heading is its title."""
    content = parse_xml(member(source, "content.xml"))
    body = find(content, "text") if content is not None else None
    if body is None:
        raise UnreadableError("bad-markup")
    for element in elements(body, *ASIDE):
        if element.getparent() is not None:
            parent, tail = element.getparent(), element.tail or ""
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + tail
            else:
                parent.text = (parent.text or "") + tail
            parent.remove(element)
    heading = next((e for e in elements(body, "h", "p") if name_of(e) == "h" or "title" in _style(e)), None)
    fields = {"text": "\n".join(_lines(body)), "title": text_of(heading)}
    yield from article_of(source, fields, lines="paragraphs")


def member(source: Source, name: str, most: int = LARGEST) -> str:
    """Return a file of a .zip as text; raise ``UnreadableError`` if it is too large or not there."""
    try:
        with source.open() as handle, zipfile.ZipFile(handle) as archive:
            if archive.getinfo(name).file_size > most:
                raise UnreadableError("too-large", most=most >> 20)
            return archive.read(name).decode("utf-8", "replace")
    except DAMAGED as error:
        raise UnreadableError("damaged-file") from error


def _style(element: Any) -> str:
    return str(element.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name", "")).lower()


def _lines(body: Any) -> Iterator[str]:
    """Yield the paragraphs and headings; spaces and tabs of ODF are elements."""
    for element in elements(body, "p", "h"):
        parts = [element.text or ""]
        for inner in element.iterdescendants():
            name = name_of(inner)
            parts.append({"line-break": "\n", "tab": "\t", "s": " "}.get(name, "") + (inner.text or ""))
            parts.append(inner.tail or "")
        yield "".join(parts)
