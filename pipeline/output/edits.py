"""From an edited workbook or CSV back to corrections: what differs from the tables that were written.

The tables of that run are put into a base (:class:`Joined`), which shows each cell as the sheet showed it; a cell that
says something else now is a correction of the column behind it, a row that is missing one to delete.
"""

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.output.corrections import DELETE, Correction, correctable, value_of
from pipeline.output.edited import Edited, intact
from pipeline.output.formulas import unguarded
from pipeline.output.joined import Joined, quoted
from pipeline.output.tables import TABLES, table_columns
from pipeline.output.xlsx.layouts import Layout, Shown, layouts
from pipeline.output.xlsx.limits import MOST_CHARACTERS, NAME
from pipeline.records import Column, Record, Value

# A table that has lost a larger part of its rows was cut or filtered: nobody means to delete so many.
MOST_LOST = 0.5
FEW = 20

Cells = Mapping[str, Any]


@dataclass(slots=True)
class Edits:
    """The corrections that were found, and what could not be taken, in French sentences."""

    corrections: list[Correction] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def edits_of(edited: Edited) -> Edits:
    """Return what somebody changed in an edited output; raises ``OSError``, ``ValueError`` where it is unreadable."""
    found = Edits()
    with closing(Joined(":memory:")) as base:
        if not _fill(base, edited, found):
            return found
        if edited.name == NAME:
            _of_workbook(edited.path, base, found)
        else:
            cls = next((cls for cls in TABLES if f"{cls.table.name}.csv" == edited.name), None)
            if cls is not None and cls.table.key:
                shown = [_as_shown(column) for column in table_columns(cls)]
                layout = Layout(title=edited.name, cls=cls, view=cls.table.name, order="rowid")
                _compare(_csv_rows(edited.path), layout, shown, base, found, seen=set())
    return found


def _fill(base: Joined, edited: Edited, found: Edits) -> bool:
    """Put the tables as they were written into the base: from their CSV, else from the workbook."""
    sheets = None
    if edited.name != NAME and intact(edited.before, NAME):
        sheets = openpyxl.load_workbook(edited.before / NAME, read_only=True)
    for cls in (cls for cls in TABLES if cls.table.sheet):
        name = f"{cls.table.name}.csv"
        if intact(edited.before, name):
            rows = _csv_rows(edited.before / name)
        elif sheets is not None:
            rows = _sheet_rows(sheets, cls)
        else:
            found.told.append(f"{edited.path.name} : {name}, tel qu'il avait été écrit, manque : rien n'est relevé.")
            return False
        columns = table_columns(cls)
        sink = base.table(cls, columns)
        for row in rows:
            sink([value_of(cls, c, _text(row.get(c.name))) for c in columns])
    base.settle()
    return True


def _csv_rows(path: Path) -> Iterator[Cells]:
    """Yield the rows of a table, whatever spreadsheet has saved it since."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield {unguarded(name): unguarded(cell or "") for name, cell in row.items() if name}


def _sheet_rows(book: Any, cls: type[Record]) -> Iterator[Cells]:
    """Yield the rows of a table out of its sheets, by the names of its columns."""
    for layout in (layout for layout in layouts() if layout.cls is cls):
        columns = {s.title: s.edits for s in layout.shown(table_columns(cls)) if s.edits and not s.else_edits}
        for row in _titled(book[layout.title]):
            yield {columns[title]: cell for title, cell in row.items() if title in columns}


def _titled(page: Any) -> Iterator[dict[str, Any]]:
    rows = page.iter_rows(values_only=True)
    titles = [str(title or "") for title in next(rows, ())]
    for cells in rows:
        if any(cell is not None for cell in cells):
            yield dict(zip(titles, cells, strict=False))


def _of_workbook(path: Path, base: Joined, found: Edits) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    seen: dict[str, set[str]] = {}
    missing = set()
    for layout in layouts():
        key, columns = layout.cls.table.key, layout.shown(base.columns[layout.cls.table.name])
        if not key:
            continue
        if layout.title not in book.sheetnames:
            missing.add(layout.cls.table.name)
            continue
        ids = seen.setdefault(layout.cls.table.name, set())
        _compare(_titled(book[layout.title]), layout, columns, base, found, ids, whole=False)
    for cls in TABLES:
        if cls.table.name in seen and cls.table.name not in missing:
            _deleted(cls, seen[cls.table.name], base, found)


def _as_shown(column: Column) -> Shown:
    return Shown(title=column.name, name=column.name, edits=column.name, description="")


def _compare(
    rows: Iterable[Cells],
    layout: Layout,
    columns: Sequence[Shown],
    base: Joined,
    found: Edits,
    seen: set[str],
    *,
    whole: bool = True,
) -> None:
    """Compare the rows of a sheet or CSV with the base; ``whole`` tells that they are all rows of the table."""
    cls = layout.cls
    title = next(c.title for c in columns if c.edits == cls.table.key)
    lost = 0
    query = f"select * from {layout.view} where {quoted(cls.table.key)} = ?"
    for row in rows:
        key = _text(row.get(title))
        before = next(base.rows(query, key), None) if key else None
        if before is None:
            lost += 1
            continue
        seen.add(key)
        for column in columns:
            if column.title in row:
                _compare_cell(_text(row[column.title]), column, layout, key, before, found)
    if lost and not seen:
        found.told.append(f"{layout.title} : la colonne des identifiants (« {title} ») manque ou a changé.")
    elif whole:
        _deleted(cls, seen, base, found)


def _compare_cell(cell: str, column: Shown, layout: Layout, key: str, before: Any, found: Edits) -> None:
    """Add a correction if a cell says something else than before."""
    cls, shown = layout.cls, before[column.name]
    name = column.edits
    if name and column.else_edits and before[name] is None:
        name = column.else_edits
    known = correctable(cls).get(name)
    try:
        value = value_of(cls, known or _TEXT, cell)
    except ValueError:
        found.told.append(f"{key} : « {cell} » ne va pas dans la colonne « {column.title} ».")
        return
    if known is None and _same(cell, layout.words(column).get(shown, shown)):
        return
    if _same(value, shown):
        return
    if known is None:
        if name != cls.table.key:
            found.told.append(f"{key} : la colonne « {column.title} » ne se corrige pas ici (« {cell} »).")
        return
    passage = _passage(before, cls)
    found.corrections.append(Correction(table=cls.table.name, id=key, column=name, value=_said(value), text=passage))


_TEXT = Column(name="", type=str, title="", description="")


def _deleted(cls: type[Record], seen: set[str], base: Joined, found: Edits) -> None:
    """Add a correction for each row that is there no more."""
    name, key = cls.table.name, cls.table.key
    rows = [row for row in base.rows(f"select * from {quoted(name)}") if row[key] not in seen]
    if not seen or len(rows) > max(FEW, MOST_LOST * (len(rows) + len(seen))):
        if rows:
            found.told.append(f"{name} : {len(rows)} lignes manquent ; elles ne sont pas supprimées (table coupée ?).")
        return
    found.corrections += [Correction(table=name, id=row[key], column=DELETE, text=_passage(row, cls)) for row in rows]


def _passage(row: Any, cls: type[Record]) -> str:
    names = {c.name for c in table_columns(cls)}
    return next((row[name] or "" for name in ("text", "name", "title") if name in names), "")


def _same(value: Value, shown: Any) -> bool:
    """Tell whether a value is the one that was shown; a spreadsheet may have touched its spaces and its last digits."""
    if value in (None, "") or shown in (None, ""):
        return value in (None, "") and shown in (None, "")
    if isinstance(value, date):
        return bool(value.isoformat() == shown)
    if isinstance(value, int | float | Decimal):
        return math.isclose(float(value), float(shown), rel_tol=1e-9)
    one, other = (" ".join(str(text).split()) for text in (value, shown))
    return bool(one == other) or (len(other) >= MOST_CHARACTERS - 1 and other.startswith(one.rstrip("…")))


def _text(cell: Any) -> str:
    """Return a cell as a CSV writes it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float):
        return format(Decimal(repr(cell)).normalize(), "f")
    return str(cell)


def _said(value: Value) -> str:
    return format(value, "f") if isinstance(value, Decimal) else _text(value)
