"""Dialects of CSV: the standard one, and that of a French Excel."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pipeline.output.formulas import guarded
from pipeline.output.tables import Row
from pipeline.records import Column, Value

_MARK, _TWO = '"', '""'
# A row of one empty cell; an empty line would be no row.
_NOTHING = _TWO


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a CSV is written; ``guards`` makes texts harmless that a spreadsheet would run."""

    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL
    guards: bool = False

    def writer(self, handle: Any) -> Callable[[Row], Any]:
        """Return the function that writes a row, as ``csv.writer`` does: that looks at each character, twice.

        A row that holds a carriage return is quoted throughout: readers take a bare one for the end of the row.
        """
        put, between, always = handle.write, self.delimiter, self.quoting == csv.QUOTE_ALL

        def write(row: Row) -> None:
            cells = [cell if type(cell) is str else "" if cell is None else str(cell) for cell in row]
            shown = [f'"{c.replace(_MARK, _TWO)}"' if between in c or _MARK in c or "\n" in c else c for c in cells]
            line = between.join(shown) or _NOTHING
            if always or "\r" in line:
                line = between.join([f'"{c.replace(_MARK, _TWO)}"' for c in cells])
            put(line + "\n")

        return write

    def sink(self, handle: Any, columns: tuple[Column, ...]) -> Callable[[Row], None]:
        """Return the function that writes a row of a table whose columns are these."""
        out, changed = self.writer(handle), tuple(self.cells(columns).items())

        def write(row: Row) -> None:
            if changed:
                row = list(row)
                for place, change in changed:
                    row[place] = change(row[place])
            out(row)

        return write

    def cells(self, columns: tuple[Column, ...]) -> dict[int, Callable[[Any], str]]:
        """Return what is done to the cells of some columns, by place."""
        done: dict[int, Callable[[Any], str]] = {p: self._number for p, c in enumerate(columns) if c.type is Decimal}
        if self.guards:
            done |= {place: guarded for place, column in enumerate(columns) if column.type is str}
        return done

    def text(self, value: str) -> str:
        """Return a text as it stands in a cell."""
        return guarded(value) if self.guards else value

    def _number(self, value: Value) -> str:
        return "" if value is None else format(value, "f").replace(".", self.decimal)


STANDARD = Dialect()
# What a French Excel opens: BOM, « ; » between cells that are all in marks, « , » in numbers.
EXCEL_FR = Dialect(encoding="utf-8-sig", delimiter=";", decimal=",", quoting=csv.QUOTE_ALL, guards=True)
