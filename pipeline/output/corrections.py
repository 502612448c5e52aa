"""``corrections.csv``: what somebody corrected by hand, one cell a row; and how a cell is read as a value.

The same words serve both ways: the workbook shows codes as French words and numbers as a French reader writes them,
and whoever writes ``corrections.csv`` by hand may do so too.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipeline.output.words import code
from pipeline.records import Column, Record, Value, columns

NAME = "corrections.csv"
HEADER = ("table", "id", "column", "value", "text", "note")
DELETE = "delete"
# What places a row, and what the article says: a correction changes neither.
FIXED = frozenset({"article_id", "start", "end", "text", "path", "sha256", "characters"})

_FRENCH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SPACES = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One cell of a table, or (``column`` is ``delete``) one row; ``text`` repeats the passage, as a check."""

    table: str
    id: str
    column: str
    value: str = ""
    text: str = ""
    note: str = ""

    @property
    def cell(self) -> tuple[str, str, str]:
        """Return what is corrected: table, row, column."""
        return self.table, self.id, self.column


def passage_of(record: object) -> str:
    """Return what ``text`` repeats of a record: its passage, else its name or title.

    >>> from pipeline.entities.records import Entity
    >>> passage_of(Entity(entity_id="per-ana-tavel", name="Ana Tavel"))
    'Ana Tavel'
    """
    return next((str(getattr(record, n)) for n in ("text", "name", "title") if hasattr(record, n)), "")


def correctable(cls: type[Record]) -> dict[str, Column]:
    """Return the columns of a table that a correction may change, by name.

    >>> from pipeline.quotes.records import Quote
    >>> "speaker_name" in correctable(Quote), "start" in correctable(Quote)
    (True, False)
    """
    return {c.name: c for c in columns(cls) if c.name not in FIXED and c.name != cls.table.key}


def value_of(cls: type[Record], column: Column, cell: str) -> Value:
    """Return the value that a cell says, French words and numbers read as well; ``ValueError`` if it says none.

    >>> from pipeline.amounts.find import Amount
    >>> column = correctable(Amount)["value"]
    >>> value_of(Amount, column, "2 500 000,50"), value_of(Amount, correctable(Amount)["qualifier"], "plus de")
    (Decimal('2500000.50'), 'more_than')
    """
    cell = cell.strip()
    if column.type is str:
        known = code(cls.table.name, column.name, cell)
        if known and column.choices and known not in column.choices:
            raise ValueError(cell)
        return known
    if not cell:
        return None
    if column.type is date:
        return _day(cell)
    try:
        number = Decimal(_SPACES.sub("", cell).replace(",", "."))
    except InvalidOperation:
        raise ValueError(cell) from None
    if not number.is_finite():
        raise ValueError(cell)
    return number if column.type is Decimal else column.type(number)


def _day(cell: str) -> date:
    french = _FRENCH_DAY.fullmatch(cell)
    return date(int(french[3]), int(french[2]), int(french[1])) if french else date.fromisoformat(cell[:10])


def joined(known: Iterable[Correction], found: Iterable[Correction]) -> list[Correction]:
    """Return the corrections of a corpus with those just found, which win, sorted; a row that goes needs no other."""
    cells = {c.cell: c for c in (*known, *found)}
    gone = {(c.table, c.id) for c in cells.values() if c.column == DELETE}
    kept = [c for c in cells.values() if c.column == DELETE or (c.table, c.id) not in gone]
    return sorted(kept, key=lambda c: c.cell)


def write_corrections(folder: Path, corrections: Iterable[Correction]) -> None:
    """Write ``corrections.csv`` into a corpus folder, whole or not at all; raises ``OSError``."""
    new = folder / f".{NAME}.new"
    with new.open("w", newline="", encoding="utf-8") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(HEADER)
        out.writerows(astuple(c) for c in corrections)
    new.replace(folder / NAME)
