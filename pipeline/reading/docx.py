"""DOCX: the paragraphs of a document in reading order, tables too, by python-docx."""

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.articles import Article
from pipeline.reading.fields import article_of
from pipeline.reading.formats import DAMAGED, LARGEST, Source, UnreadableError, reader
from pipeline.records import Problem

# What the parts of a document may hold, unpacked.
LARGEST_DOCUMENT = LARGEST * 4


def is_docx(source: Source) -> bool:
    """Tell whether a file is a document of Word."""
    return "word/document.xml" in source.members


@reader("Document Word (DOCX)", ".docx", sniff=is_docx, general=True, example="article.docx : un article par fichier")
def read_docx(source: Source) -> Iterator[Article | Problem]:
    """Read one article, its title from the first paragraph of that style."""
    lines = docx_paragraphs(source)
    if not any(line.strip() for line in lines):
        raise UnreadableError("empty-file")
    document = _document(source)
    titles = [
        p.text
        for p in document.paragraphs[:5]
        if ((p.style is not None and p.style.name) or "").startswith(("Title", "Titre"))
    ]
    told = document.core_properties
    fields = {"text": "\n".join(lines), "title": titles[0] if titles else told.title or ""}
    yield from article_of(source, fields, lines="paragraphs")


def docx_paragraphs(source: Source) -> list[str]:
    """Return the paragraphs of a document, a row of a table as one."""
    if "docx_paragraphs" not in source.__dict__:
        source.__dict__["docx_paragraphs"] = list(_paragraphs(_document(source)))
    return source.__dict__["docx_paragraphs"]  # type: ignore[no-any-return]


def _document(source: Source) -> Any:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with source.open() as handle, zipfile.ZipFile(handle) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST_DOCUMENT:
                raise UnreadableError("too-large", most=LARGEST_DOCUMENT >> 20)
        with source.open() as handle:
            return Document(handle)
    except (*DAMAGED, PackageNotFoundError, etree.XMLSyntaxError, TypeError) as error:
        raise UnreadableError("damaged-file") from error


def _paragraphs(container: Any) -> Iterator[str]:
    """Yield the paragraphs of a document or cell, tables in tables too; how deep, the parser of XML bounds."""
    from docx.table import _Cell

    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                # A merged cell comes once for each column that it spans; its element is held, so that it is the same.
                cells = dict.fromkeys(cell._tc for cell in row.cells)
                texts = ("\n".join(_paragraphs(_Cell(element, row))).strip() for element in cells)
                yield " | ".join(text for text in texts if text)
        else:
            yield from item.text.split("\n")
