"""WARC: archives of the web, an article a page, by warcio; address and day are in the header of each."""

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from pipeline.articles import Article
from pipeline.reading.decode import decode
from pipeline.reading.formats import DAMAGED, Source, UnreadableError, reader
from pipeline.reading.markup import declared_encoding
from pipeline.reading.web import LARGEST_PAGE, read_page
from pipeline.records import Problem


def _sniff(source: Source) -> bool:
    return source.head.startswith(b"WARC/") or (
        source.path.lower().endswith(".warc.gz") and source.head[:2] == b"\x1f\x8b"
    )


@reader("Archive du web (WARC)", ".warc", many=True, sniff=_sniff, example="collecte.warc.gz : un article par page")
def read_warc(source: Source) -> Iterator[Article | Problem]:
    """Read the pages one by one; a page without an article is told."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with source.open() as handle:
        try:
            records = ArchiveIterator(handle)
            records.INC_RECORD = ""  # what it writes of a wrong length, in English
            for position, (record, data, whole) in enumerate(_pages(iter(records)), 1):
                if not whole:
                    yield source.problem("damaged-file", article_id=f"{source.article_id}#{position}")
                yield from _page(source, record, data, position)
        except (*DAMAGED, ArchiveLoadFailed, AttributeError) as error:
            raise UnreadableError("damaged-file") from error


def _pages(records: Iterator[Any]) -> Iterator[tuple[Any, bytes, bool]]:
    """Yield the pages, the bytes of each and whether it is whole; what the library says of damage goes no further."""
    while True:
        with redirect_stderr(io.StringIO()) as said:
            record: Any = next(records, None)
            data = _content(record) if record is not None and _is_page(record) else None
        if data is not None:
            yield record, data, not said.getvalue() and not getattr(record.raw_stream, "limit", 0)
        elif said.getvalue():
            raise UnreadableError("damaged-file")
        elif record is None:
            return


def _content(record: Any) -> bytes:
    """Return the bytes of a page; the record is read to its end."""
    data: bytes = record.content_stream().read(LARGEST_PAGE)
    while record.raw_stream.read(LARGEST_PAGE):
        pass
    return data


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers or record.rec_headers
    status = str(record.http_headers.get_statuscode()) if record.http_headers else "200"
    kind = str(headers.get_header("Content-Type") or "").lower()
    return status.startswith("2") and ("text/html" in kind or "application/xhtml" in kind)


def _page(source: Source, record: Any, data: bytes, position: int) -> Iterator[Article | Problem]:
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    known = {"url": address, "published": str(record.rec_headers.get_header("WARC-Date") or "")}
    key = str(position)
    try:
        text = decode(data, declared=declared_encoding(data)).text
        yield from read_page(source, text, key=key, known=known)
    except UnreadableError as error:
        yield source.problem(error.code, article_id=f"{source.article_id}#{key}", **error.values)
