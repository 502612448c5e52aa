"""Every table of a run in one SQLite base: what a writer asks when it must join, sort or count.

A writer that goes row by row (CSV) needs none of this. The workbook, the report and the network ask who said a sum,
in which paper, on what day: they would have to hold the corpus. Here it lies on the disk, in tables and columns named
as in the CSV, an empty cell as ``NULL``; the views of :mod:`pipeline.output.views` join what people read together.
"""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.output.tables import TABLES, Row, table_columns
from pipeline.output.views import VIEWS
from pipeline.records import Column, Record, Value

KINDS = {str: "text", int: "integer", float: "real", Decimal: "numeric", date: "text"}
# Rows put in at once; kilobytes of the base that are held in memory.
BATCH, CACHE = 500, 16_384

Sink = Callable[[Row], None]


class Joined:
    """The tables of a run as they are written, then their views.

    >>> from pipeline.articles import ArticleRow
    >>> from pipeline.output.tables import rows
    >>> base, found = Joined(":memory:"), ArticleRow(article_id="a", title="Budget")
    >>> base.table(ArticleRow, table_columns(ArticleRow))(next(rows(ArticleRow, [found])))
    >>> base.settle()
    >>> [tuple(row) for row in base.rows("select article_id, title, source from articles")]
    [('a', 'Budget', None)]
    """

    def __init__(self, path: Path | str) -> None:
        """Begin a base at ``path``, where nothing may be; raises ``OSError`` where it may not be written."""
        try:
            self.base = sqlite3.connect(path, isolation_level=None)
            self.base.execute("pragma journal_mode = off")
        except sqlite3.OperationalError as error:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path)) from error
        self.base.row_factory = sqlite3.Row
        self.base.execute("pragma synchronous = off")
        self.base.execute(f"pragma cache_size = -{CACHE}")
        self.columns: dict[str, tuple[Column, ...]] = {}
        self._waiting: list[list[Any]] = []
        self._insert = ""

    def table(self, cls: type[Record], columns: tuple[Column, ...]) -> Sink:
        """Begin a table and return the function that takes its rows."""
        self._flush()
        self.columns[cls.table.name] = tuple(
            replace(column, name=name) for column, name in zip(columns, column_names(columns), strict=True)
        )
        self.base.execute(create(cls, columns))
        marks = ", ".join("?" * len(columns))
        self._insert = f"insert or ignore into {quoted(cls.table.name)} values ({marks})"
        plain = [place for place, column in enumerate(columns) if column.type in (Decimal, date)]

        def write(row: Row) -> None:
            cells: list[Any] = [None if value == "" else value for value in row]
            for place in plain:
                cells[place] = _plain(cells[place])
            self._waiting.append(cells)
            if len(self._waiting) >= BATCH:
                self._flush()

        return write

    def settle(self) -> None:
        """Make sure that all rows are in, and that the views are there; a table never begun is an empty one."""
        self._flush()
        for cls in (cls for cls in TABLES if cls.table.name not in self.columns):
            self.base.execute(create(cls, table_columns(cls)))
        for name, query in VIEWS.items():
            self.base.execute(f"create view if not exists {name} as {query}")

    def rows(self, query: str, *values: Any) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query, one by one; columns by name or by place."""
        yield from self.base.execute(query, values)

    def names(self, query: str) -> list[str]:
        """Return the names of the columns of a query."""
        return [column[0] for column in self.base.execute(query).description]

    def one(self, query: str, *values: Any) -> Any:
        """Return the first cell of the first row of a query, ``None`` if it has no row."""
        row = self.base.execute(query, values).fetchone()
        return row[0] if row else None

    def run(self, statement: str, *values: Any) -> None:
        """Run a statement that has no rows."""
        self.base.execute(statement, values)

    def copy(self, path: Path) -> None:
        """Write the base, compact, to a file that does not exist."""
        self.base.execute("vacuum into ?", (str(path),))

    def close(self) -> None:
        """Close the base."""
        self.base.close()

    def _flush(self) -> None:
        if not self._waiting:
            return
        rows, self._waiting = self._waiting, []
        self.base.execute("begin")
        try:
            self.base.executemany(self._insert, rows)
        except UnicodeEncodeError:  # half of a character that no file can hold
            self.base.executemany(self._insert, [[_encodable(cell) for cell in row] for row in rows])
        self.base.execute("commit")


def create(cls: type[Record], columns: tuple[Column, ...]) -> str:
    """Return the statement that creates a table with its keys.

    >>> from pipeline.records import Problem
    >>> print(create(Problem, table_columns(Problem)[:2]))
    create table "problems" ("article_id" text, "path" text)
    """
    lines = []
    for column, name in zip(columns, column_names(columns), strict=True):
        line = f"{quoted(name)} {KINDS[column.type]}"
        if column.name == cls.table.key:
            line += " primary key"
        if column.refers:
            table, _, key = column.refers.partition(".")
            line += f" references {quoted(table)} ({quoted(key)})"
        lines.append(line)
    return f"create table {quoted(cls.table.name)} ({', '.join(lines)})"


def column_names(columns: tuple[Column, ...]) -> list[str]:
    """Return the names of columns, unlike one another for SQL, which takes ``Rubrique`` and ``rubrique`` for one."""
    names: list[str] = []
    taken: set[str] = set()
    for column in columns:
        name, times = column.name, 1
        while name.lower() in taken:
            times += 1
            name = f"{column.name}_{times}"
        taken.add(name.lower())
        names.append(name)
    return names


def quoted(name: str) -> str:
    """Return a name as SQL quotes it.

    >>> print(quoted('le "mot" juste'))
    "le ""mot"" juste"
    """
    return '"' + name.replace('"', '""').replace("\0", "") + '"'


def _plain(value: Value) -> Any:
    """Return a day as it is written, a decimal number as one that SQL counts with."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**63 else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _encodable(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
