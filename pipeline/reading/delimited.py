"""Tables of articles, one a row: CSV and TSV, read row by row."""

import csv
import io
import logging
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.articles import Article
from pipeline.reading.decode import encoding_of_stream
from pipeline.reading.fields import article_of, guess_columns
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.records import Problem

log = logging.getLogger(__name__)

DELIMITERS = ",;\t|"
LARGEST_CELL = 1 << 26

Row = tuple[int, list[str] | str]


@reader(".csv", ".tsv", many=True)
def read_delimited(source: Source) -> Iterator[Article | Problem]:
    """Read one article a row; a row that is malformed costs itself alone."""
    with source.open() as handle:
        rows = read_rows(handle, source.path)
        names = header(rows)
        columns = guess_columns(names, source.columns)
        if "text" not in columns:
            raise UnreadableError("no-text-column", columns=", ".join(names))
        known = set(columns.values())
        for position, (line, cells) in enumerate(rows, 1):
            if isinstance(cells, str):
                yield source.problem("bad-row", line=line, error=cells)
                continue
            row = dict(zip(names, cells, strict=True))
            fields = {field: row[name] for field, name in columns.items()}
            key = fields.get("id", "").strip() or str(position)
            yield from article_of(source, fields, key=key, extra={n: v for n, v in row.items() if n and n not in known})


def header(rows: Iterator[Row]) -> list[str]:
    """Return the names of the columns, taken off the rows; raise ``UnreadableError`` where there are none."""
    _, names = next(rows, (0, []))
    if not names:
        raise UnreadableError("empty-file")
    if isinstance(names, str):
        raise UnreadableError("bad-row", line=1, error=names)
    return [name.strip() for name in names]


def read_rows(handle: BinaryIO, path: str) -> Iterator[Row]:
    """Yield ``(line, cells)`` of each row, the header first; ``(line, what is wrong)`` for a malformed one."""
    csv.field_size_limit(LARGEST_CELL)
    encoding = encoding_of_stream(handle)
    if not encoding.startswith("utf-8"):
        log.info("%s: read as %s", path, encoding)
    handle.seek(0)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    lines = io.TextIOWrapper(handle, encoding, errors="replace", newline="")
    delimiter = _delimiter(lines.readline())
    lines.seek(0)
    rows = csv.reader((line.replace("\0", "\ufffd") for line in lines), delimiter=delimiter, strict=True)
    width = 0
    while True:
        start = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield start, str(error)
            continue
        width = width or len(cells)
        if cells and len(cells) != width:
            yield start, f"{len(cells)} cellules au lieu de {width}"
        elif any(cells):
            yield start, cells


def _delimiter(line: str) -> str:
    """Return the delimiter of a header line: the one that cuts it most often.

    >>> _delimiter('titre;"nom, prénom";texte')
    ';'
    """
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark), [])))
