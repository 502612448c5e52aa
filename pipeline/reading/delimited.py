"""Tables of articles, one a row: CSV and TSV, read row by row."""

import csv
import io
import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.articles import Article
from pipeline.reading.decode import encoding_of_stream
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.reading.rows import Row, articles_of_rows, header
from pipeline.records import Problem

log = logging.getLogger(__name__)

DELIMITERS = ",;\t|"
# What delimits nothing: no text holds it.
NONE = "\x1f"
LARGEST_CELL = 1 << 26
# The first line is at most so long: a table of articles names its columns in it.
LARGEST_HEADER = 1 << 20
# « sep=; », which Excel writes and reads
_SEPARATOR = re.compile(r'\s*"?sep=(.)"?\s*$', re.IGNORECASE)


# What the library says of a row, and how it is told.
_FAULTS = (
    ("unexpected end", "un guillemet reste ouvert"),
    ("expected after", "un guillemet est mal fermé"),
    ("field larger", f"une cellule a plus de {LARGEST_CELL >> 20} millions de caractères"),
    ("new-line", "une fin de ligne est mal placée"),
)


def _columns(source: Source) -> list[str]:
    with source.open() as handle:
        return header(read_rows(handle, source.path))


def _sniff(source: Source) -> bool:
    """Tell whether a file is a table of texts under the name of a workbook, as web sites give it."""
    if source.suffix not in (".xls", ".xlsx"):
        return False
    first = source.opening.partition("\n")[0].rstrip("\r").replace("\t", ";")
    return not first.startswith("<") and first.isprintable() and any(mark in first for mark in DELIMITERS)


@reader(
    "Tableau d'articles (CSV, TSV)",
    ".csv",
    ".tsv",
    ".tab",
    many=True,
    sniff=_sniff,
    general=True,
    columns=_columns,
    example="presse.csv : une ligne par article ; colonnes titre, date, journal, texte",
)
def read_delimited(source: Source) -> Iterator[Article | Problem]:
    """Read one article a row; a row that is malformed costs itself alone."""
    with source.open() as handle:
        yield from articles_of_rows(source, read_rows(handle, source.path))


def read_rows(handle: BinaryIO, path: str, *, ragged: bool = False) -> Iterator[Row]:
    """Yield ``(line, cells)`` of each row, the header first; ``(line, what is wrong)`` for a malformed one.

    A row of another width than the header's is malformed, unless rows may be ``ragged``.
    """
    csv.field_size_limit(LARGEST_CELL)
    encoding = encoding_of_stream(handle)
    if not encoding.startswith("utf-8"):
        log.info("%s : lu en %s", path, encoding)
    handle.seek(0)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    lines = io.TextIOWrapper(handle, encoding, errors="replace", newline="")
    first = lines.readline(LARGEST_HEADER)
    if len(first) == LARGEST_HEADER:
        raise UnreadableError("long-header")
    separator = _SEPARATOR.match(first)
    delimiter = separator[1] if separator else _delimiter(first, lines.readline(LARGEST_HEADER))
    if not separator:
        lines.seek(0)
    rows = csv.reader(
        (line.replace("\0", "\ufffd") for line in lines),
        delimiter=delimiter,
        strict=True,
    )
    yield from _checked(rows, line=1 if separator else 0, ragged=ragged)


def _checked(rows: "csv._reader", line: int, *, ragged: bool) -> Iterator[Row]:  # type: ignore[name-defined]
    """Yield the rows of a table, those of another width than the header's as what is wrong with them."""
    width = 0
    while True:
        start = rows.line_num + line + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            told = next((told for said, told in _FAULTS if said in str(error)), "guillemets mal placés")
            end = rows.line_num + line
            yield start, f"{told}, ce qui emporte tout jusqu'à la ligne {end}" if end > start else told
            continue
        width = width or len(cells)
        if cells and len(cells) != width and not ragged:
            yield start, cells if len(cells) == width + 1 else f"{len(cells)} cellules au lieu de {width}"
        elif any(cells):
            yield start, cells


def _delimiter(line: str, row: str = "") -> str:
    """Return the delimiter of a header line: the one that cuts it most often.

    One column needs none, and the commas of a ``row`` without quotes are those of its text.

    >>> _delimiter('titre;"nom, prénom";texte')
    ';'
    """
    cells = {mark: len(next(csv.reader([line], delimiter=mark), [])) for mark in DELIMITERS}
    most = max(DELIMITERS, key=lambda mark: cells[mark])
    return NONE if cells[most] == 1 and '"' not in row else most
