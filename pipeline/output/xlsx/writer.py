"""The workbook: « En bref », one sheet a table to read in a spreadsheet, « Lisez-moi »."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import xlsxwriter.workbook
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_col_to_name as letters_of

from pipeline.output.formats import Writer
from pipeline.output.joined import Joined
from pipeline.output.options import WriteOptions
from pipeline.output.xlsx import brief, readme
from pipeline.output.xlsx.cells import LINE, MOST_LINES, Sheet, Styles, cell_maker
from pipeline.output.xlsx.layouts import PROBLEMS, Shown, layouts
from pipeline.output.xlsx.limits import MOST_COLUMNS, MOST_ROWS, NAME
from pipeline.output.xlsx.page import Page, styled
from pipeline.problems import problem
from pipeline.records import Problem

OPTIONS = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
# A fixed date: the same articles make the same bytes.
CREATED = datetime(2000, 1, 1)
# The library's own is 6: this one makes the file a sixth larger, in less than half the time.
LEVEL = 2
# Below it, a confidence is in colour.
LOW = 0.7
A4 = 9
BAR = {"type": "data_bar", "bar_color": "#BDD7EE", "bar_solid": True}


class Book(Writer):
    """Sheets in the order of use; real numbers, real days, text that stays text; what is technical stands folded."""

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Begin the workbook; its pages go to ``folder`` as they are written, so that memory stays flat."""
        self.book = Workbook(folder / NAME, {**OPTIONS, "tmpdir": str(folder)})
        self.book.set_properties({"title": "glaneur", "created": CREATED})
        self.styles, self.corpus = Styles(self.book), options.corpus
        self.brief = self.book.add_worksheet(brief.SHEET)
        self.sheets: list[Sheet] = []
        self.left: list[Problem] = []
        self.described: list[tuple[Sheet, Sequence[Shown]]] = []
        self.base: Joined | None = None

    def joined(self, base: Joined) -> None:
        """Write every sheet but that of the problems, which are not all known."""
        self.base = base
        for layout in layouts():
            count = base.one(f"select count(*) from {layout.view} where {layout.where}") if layout.most else 0
            if count > layout.most:
                self.left.append(problem("excel-sheet", path=NAME, sheet=layout.title, count=count, most=layout.most))
            else:
                self.sheets.append(Sheet(layout, self.book.add_worksheet(layout.title, worksheet_class=Page)))
        self.readme = self.book.add_worksheet(readme.SHEET)
        for page in self.book.worksheets():
            page.set_landscape()
            page.set_paper(A4)
            page.fit_to_pages(1, 0)
        for sheet in self.sheets:
            if sheet.layout is not PROBLEMS:
                self._fill(sheet, base)

    def problems(self) -> list[Problem]:
        """Return what the limits of the format have cost."""
        return [*self.left, *(found for sheet in self.sheets for found in sheet.problems())]

    def close(self, *, failed: bool) -> None:
        """Write the problems, « En bref » and « Lisez-moi », and close the workbook."""
        if failed or self.base is None:
            return
        last = next(sheet for sheet in self.sheets if sheet.layout is PROBLEMS)
        self._fill(last, self.base)
        brief.write_brief(self.book, self.brief, self.styles, self.base, self.corpus)
        readme.write_readme(self.readme, self.styles, self.described, [p.message for p in self.problems()])
        try:
            with _deflated():
                self.book.close()
        except FileCreateError as error:  # an error of the disk, in a dress that is none
            raise error.args[0] from None

    def _fill(self, sheet: Sheet, base: Joined) -> None:
        """Write a sheet: header, rows, filter."""
        layout = sheet.layout
        columns = layout.shown(base.columns[layout.cls.table.name])
        if len(columns) > MOST_COLUMNS:
            sheet.left["excel-columns"] = len(columns) - MOST_COLUMNS
            columns = columns[:MOST_COLUMNS]
        _head(sheet, columns, self.styles)
        names = base.names(layout.query())
        made = [
            (names.index(column.name), cell_maker(sheet, column, letters_of(place), self.styles, names))
            for place, column in enumerate(columns)
        ]
        wrapped = [(names.index(c.name), c.width) for c in columns if c.wrap and not c.folded]
        for cells in base.rows(layout.query()):
            if sheet.rows + 1 >= MOST_ROWS:
                sheet.left["excel-rows"] += 1
                continue
            sheet.rows = row = sheet.rows + 1
            # LibreOffice makes no room by itself.
            lines = max((len(cells[p] or "") // w for p, w in wrapped), default=0)
            xml = [cell(row, value, cells) for place, cell in made if (value := cells[place]) is not None]
            sheet.page.put(row, xml, min(lines + 1, MOST_LINES) * LINE if lines else 0)
        _finish(sheet, columns, self.styles)
        self.described.append((sheet, columns))


@contextmanager
def _deflated() -> Iterator[None]:
    """Return the block in which the library makes files of the level ``LEVEL``: it has no option for it."""
    xlsxwriter.workbook.ZipFile = partial(ZipFile, compresslevel=LEVEL)
    try:
        yield
    finally:
        xlsxwriter.workbook.ZipFile = ZipFile


def _head(sheet: Sheet, columns: Sequence[Shown], styles: Styles) -> None:
    """Write the header, frozen with the first column; fold the technical columns."""
    sheet.page.freeze_panes(1, 1)
    sheet.page.repeat_rows(0)
    titles = []
    for place, column in enumerate(columns):
        options = {"level": 1, "hidden": True} if column.folded else {}
        sheet.page.set_column(place, place, column.width, None, options)
        style = styles.folded_head if column.folded else styles.head
        titles.append(sheet.page.text_cell(letters_of(place), 0, column.title, styled(style)))
    if columns and columns[-1].folded:
        sheet.page.set_column(len(columns), len(columns), None, None, {"collapsed": True})
    sheet.page.put(0, titles, 2 * LINE)


def _finish(sheet: Sheet, columns: Sequence[Shown], styles: Styles) -> None:
    """Add the filter, and colours where a row is not sure."""
    last = max(1, sheet.rows)
    sheet.page.autofilter(0, 0, last, len(columns) - 1)
    for place, column in enumerate(columns):
        if column.kind == "share":
            letter = letters_of(place)
            # Excel takes an empty cell for a zero: it must not be in colour.
            unsure = {"type": "formula", "criteria": f'=AND({letter}2<>"",{letter}2<{LOW})', "format": styles.low}
            sheet.page.conditional_format(1, place, last, place, unsure)
        if column.bar:
            sheet.page.conditional_format(1, place, last, place, BAR)
