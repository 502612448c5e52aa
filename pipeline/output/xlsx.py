"""The workbook: one sheet a table, for those who read in a spreadsheet."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from pipeline.output.formats import Sink, WriteOptions, Writer, writer
from pipeline.output.readme_sheet import SHEET as README
from pipeline.output.readme_sheet import write_readme
from pipeline.output.tables import Row
from pipeline.problems import problem
from pipeline.records import Column, Problem, Record, Value

NAME = "glaneur.xlsx"
# Limits of the format: rows of a sheet, header included; characters of a cell; the first day of its calendar.
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
FIRST_DAY = date(1900, 3, 1)
WIDTHS = {str: 20, int: 10, float: 12, Decimal: 16, date: 12}
OPTIONS = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
# A fixed date: the same articles make the same bytes.
CREATED = datetime(2000, 1, 1)


@dataclass(slots=True)
class Sheet:
    """A sheet being written: its rows so far, and what the limits of the format have cost it."""

    cls: type[Record]
    columns: tuple[Column, ...]
    rows: int = 0
    left: Counter[str] = field(default_factory=Counter)

    def problems(self) -> list[Problem]:
        """Return one problem a limit that was met."""
        return [problem(code, path=NAME, sheet=self.cls.table.title, count=n) for code, n in sorted(self.left.items())]


@writer("xlsx")
class XlsxWriter(Writer):
    """Sheets in the order of the tables, « Lisez-moi » first; real numbers, real dates, text that stays text."""

    files = frozenset({NAME})

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Begin the workbook; its pages go to ``folder`` as they are written, so that memory stays flat."""
        self.book = Workbook(folder / NAME, {**OPTIONS, "tmpdir": str(folder)})
        self.book.set_properties({"title": "glaneur", "created": CREATED})
        self.head = self.book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.readme = self.book.add_worksheet(README)
        self.sheets: list[Sheet] = []
        self.finish: Callable[[], None] = lambda: None

    def table(self, cls: type[Record], columns: tuple[Column, ...]) -> Sink:
        """Begin the sheet of a table: header frozen, widths set."""
        if not cls.table.sheet:
            return lambda row: None
        self.finish()
        page, sheet = self.book.add_worksheet(cls.table.title), Sheet(cls, columns)
        self.sheets.append(sheet)
        page.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width or max(WIDTHS[column.type], len(column.title) + 4))
            page.write_string(0, place, column.title, self.head)
        writers = [_cell_writer(page, column, sheet) for column in columns]
        self.finish = lambda: page.autofilter(0, 0, max(1, sheet.rows), len(columns) - 1)

        def write(row: Row) -> None:
            if sheet.rows + 1 >= MOST_ROWS:
                sheet.left["excel-rows"] += 1
                return
            sheet.rows += 1
            for place, value in enumerate(row):
                if value is not None and value != "":
                    writers[place](sheet.rows, place, value)

        return write

    def problems(self) -> list[Problem]:
        """Return what the limits of the format have cost so far."""
        return [found for sheet in self.sheets for found in sheet.problems()]

    def close(self, *, failed: bool) -> None:
        """Write « Lisez-moi » and close the workbook."""
        if not failed:
            self.finish()
            described = [(s.cls, s.columns, s.rows) for s in self.sheets]
            write_readme(self.book, self.readme, described, [p.message for p in self.problems()])
            self.book.close()


def _cell_writer(page: Any, column: Column, sheet: Sheet) -> Callable[[int, int, Any], Any]:
    """Return the function that writes the cells of a column as what they are."""
    if column.type is str:
        return _text_writer(page, sheet)
    if column.type is date:
        return lambda row, place, value: _write_day(page, row, place, value)
    return page.write_number  # type: ignore[no-any-return]


def _text_writer(page: Any, sheet: Sheet) -> Callable[[int, int, str], Any]:
    def write(row: int, place: int, value: str) -> None:
        if len(value) > MOST_CHARACTERS:
            sheet.left["excel-cell"] += 1
            value = value[: MOST_CHARACTERS - 1] + "…"
        if value.startswith("<r>"):
            value += " "  # else XlsxWriter takes « <r>...</r> » for its own markup, and the workbook is broken
        page.write_string(row, place, value)

    return write


def _write_day(page: Any, row: int, place: int, value: Value) -> None:
    """Write a real date, or its text where the calendar of the format has no such day."""
    if isinstance(value, date) and value >= FIRST_DAY:
        page.write_datetime(row, place, value)
    else:
        page.write_string(row, place, str(value))
