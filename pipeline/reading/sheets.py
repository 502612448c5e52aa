"""Workbooks of articles, one a row: XLSX, XLS, ODS, by python-calamine."""

import zipfile
from base64 import b64decode
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from pipeline.articles import Article
from pipeline.reading.apart import FILE, Apart
from pipeline.reading.columns import guess_columns
from pipeline.reading.formats import DAMAGED, LARGEST, Source, UnreadableError, reader
from pipeline.reading.rows import Row, articles_of_rows, no_text_column
from pipeline.records import Problem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a workbook may hold, unpacked.
LARGEST_WORKBOOK = LARGEST * 8
# Seconds of the processor that one may take.
SECONDS = 120


def _sniff(source: Source) -> bool:
    if source.head.startswith(OLE):
        return source.suffix in (".xls", ".xlt")
    return "xl/workbook.xml" in source.members or (source.suffix == ".ods" and "content.xml" in source.members)


def _columns(source: Source) -> list[str]:
    return [name for _, rows in read_apart.of_bytes(source.read()) for name in _header(rows)]


@reader(
    "Classeur d'articles (XLSX, XLS, ODS)",
    ".xlsx",
    ".xls",
    ".ods",
    ".xlsm",
    many=True,
    sniff=_sniff,
    general=True,
    columns=_columns,
    example="presse.xlsx : une ligne par article ; colonnes titre, date, journal, texte",
)
def read_sheets(source: Source) -> Iterator[Article | Problem]:
    """Read one article a row, of every sheet that has a column of texts."""
    if source.opening.lstrip().startswith("<"):
        raise UnreadableError("not-a-workbook")
    sheets: list[tuple[str, list[Row]]] = read_apart.of_bytes(source.read())
    told = [(name, rows) for name, rows in sheets if "text" in guess_columns(_header(rows), source.columns)]
    if not told:
        columns = [name for _, rows in sheets for name in _header(rows) if name]
        raise no_text_column(columns) if columns else UnreadableError("empty-file")
    for name, rows in told:
        prefix = f"{name}:" if len(told) > 1 else ""
        yield from articles_of_rows(source, iter(rows), prefix=prefix)


def sheets_of(packed: str) -> list[tuple[str, list[Row]]]:
    """Return the name of each sheet of a workbook in Base64, and its rows, the empty ones left out."""
    from python_calamine import CalamineError, CalamineWorkbook

    data = b64decode(packed)
    sheets: list[tuple[str, list[Row]]] = []
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                if sum(info.file_size for info in archive.infolist()) > LARGEST_WORKBOOK:
                    raise UnreadableError("too-large", most=LARGEST_WORKBOOK >> 20)
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python()
            found: list[Row] = [
                (line, [_cell(v) for v in row]) for line, row in enumerate(rows, 1) if any(map(_cell, row))
            ]
            sheets.append((name, found))
    except (*DAMAGED, CalamineError) as error:
        raise UnreadableError("damaged-file") from error
    return sheets


read_apart = Apart(sheets_of, SECONDS, FILE)


def _header(rows: list[Row]) -> list[str]:
    return [name.strip() for name in rows[0][1]] if rows and not isinstance(rows[0][1], str) else []


def _cell(value: Any) -> str:
    """Return the value of a cell as text; a whole number without its decimals, a date as ISO has it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)
