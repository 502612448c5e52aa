"""WARC: archives of the web, an article a page, by warcio; address and day are in the header of each."""

from collections.abc import Iterator
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

    position = 0
    with source.open() as handle:
        try:
            records = ArchiveIterator(handle)
            records.INC_RECORD = ""  # what it writes of a wrong length, in English
            for record in records:
                if _is_page(record):
                    position += 1
                    yield from _page(source, record, position)
        except (*DAMAGED, ArchiveLoadFailed, AttributeError) as error:
            raise UnreadableError("damaged-file") from error


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers or record.rec_headers
    status = str(record.http_headers.get_statuscode()) if record.http_headers else "200"
    kind = str(headers.get_header("Content-Type") or "").lower()
    return status.startswith("2") and ("text/html" in kind or "application/xhtml" in kind)


def _page(source: Source, record: Any, position: int) -> Iterator[Article | Problem]:
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    known = {"url": address, "published": str(record.rec_headers.get_header("WARC-Date") or "")}
    data = record.content_stream().read(LARGEST_PAGE)
    key = str(position)
    try:
        text = decode(data, declared=declared_encoding(data)).text
        yield from read_page(source, text, key=key, known=known)
    except UnreadableError as error:
        yield source.problem(error.code, article_id=f"{source.article_id}#{key}", **error.values)
