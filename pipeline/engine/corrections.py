"""The user's corrections, made at every run: read, checked against the rows, then applied to all of them.

They are applied twice: as the rows leave the store, so that what the corpus says of them (entities, counts) follows,
and once that is done, so that nothing undoes them. A correction that fits no row any more becomes a problem.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.articles import ArticleRow
from pipeline.entities.records import Entity
from pipeline.output.corrections import DELETE, HEADER, NAME, Correction, correctable, passage_of, value_of
from pipeline.output.tables import TABLES
from pipeline.problems import problem
from pipeline.reading.settings import read_settings
from pipeline.records import Problem, Record, Value, columns

CLASSES = {cls.table.name: cls for cls in TABLES}

# The records of a table, article by article.
Rows = Callable[[str], Iterable[list[Any]]]
# Characters of a passage or value that a problem repeats.
TOLD = 60


def read_corrections(path: Path) -> tuple[list[Correction], list[Problem]]:
    """Return the corrections of a file, in whatever encoding and with whatever delimiter, and its bad rows."""
    found = read_settings(path, padded=True)
    names = [name.lower() for name in found.names]
    if names and (missing := [name for name in HEADER[:4] if name not in names]):
        return [], [*found.problems, problem("correction-columns", path=NAME, columns=", ".join(missing))]
    rows = (dict(zip(names, cells, strict=True)) for _, cells in found.rows)
    return [Correction(**{name: row.get(name, "") for name in HEADER}) for row in rows], found.problems


@dataclass(slots=True)
class Corrections:
    """The corrections of a run: changes by table and row, rows that go, and the problems of those that fit no row."""

    changes: dict[str, dict[str, dict[str, Value]]] = field(default_factory=lambda: defaultdict(dict))
    gone: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    days: dict[str, date | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def none(self) -> bool:
        """Tell whether no row is corrected."""
        return not (self.changes or self.gone)

    def check(self, wanted: Iterable[Correction], rows: Rows) -> None:
        """Keep the corrections that fit a row, and tell the others; ``rows`` yields the records of a table."""
        by: dict[str, dict[str, list[Correction]]] = defaultdict(lambda: defaultdict(list))
        for one in wanted:
            if one.table in CLASSES and CLASSES[one.table].table.key:
                by[one.table][one.id].append(one)
            else:
                self._tell("correction-wrong", one)
        for name, waiting in by.items():
            cls = CLASSES[name]
            for records in rows(name):
                for record in records:
                    for one in waiting.pop(getattr(record, cls.table.key), ()):
                        self._take(one, cls, record)
            for one in chain.from_iterable(waiting.values()):
                self._tell("correction-lost", one)
        if self.changes:
            self.days = {row.article_id: row.published for [row] in rows(ArticleRow.table.name)}

    def _take(self, one: Correction, cls: type[Record], record: Any) -> None:
        """Keep a correction of a record, or tell why it cannot be made."""
        if one.text and one.text.strip() != passage_of(record).strip():
            self._tell("correction-changed", one, found=passage_of(record))
            return
        if one.column == DELETE:
            self.gone[one.table].add(one.id)
            return
        column = correctable(cls).get(one.column)
        try:
            if column is None:
                raise ValueError(one.column)
            self.changes[one.table].setdefault(one.id, {})[one.column] = value_of(cls, column, one.value)
        except ValueError:
            self._tell("correction-wrong", one)

    def _tell(self, code: str, one: Correction, found: str = "") -> None:
        told = {"table": one.table, "id": one.id, "column": one.column}
        shown = {"value": one.value[:TOLD], "text": one.text[:TOLD], "found": found[:TOLD]}
        self.problems.append(problem(code, path=NAME, **told, **shown))

    def made(self, name: str, records: list[Any], *, last: bool = False) -> list[Any]:
        """Return the records of a table as they are corrected; ``last`` when all else is done to them."""
        if self.none:
            return records
        changes, key = self.changes.get(name, {}), CLASSES[name].table.key
        refers = references(name)
        kept = []
        for record in records:
            if key and getattr(record, key) in self.gone[name]:
                continue
            lost = [column for column, table in refers if getattr(record, column) in self.gone[table]]
            if "article_id" in lost:
                continue
            done = replace(record, **dict.fromkeys(lost, "")) if lost else record
            change = changes.get(getattr(record, key)) if key else None
            kept.append(self._changed(done, change, last=last) if change else done)
        return kept

    def _changed(self, record: Any, change: Mapping[str, Value], *, last: bool) -> Any:
        """Return a record with its changes; what follows from them is worked out the first time."""
        done = replace(record, **change)
        if not last:
            day = self.days.get(getattr(record, "article_id", ""))
            for column in change:
                done = done.corrected(record, column, day)
        return replace(done, **change)

    def names(self) -> dict[str, str]:
        """Return the new names of entities, by id."""
        changes = self.changes.get(Entity.table.name, {})
        return {key: str(change["name"]) for key, change in changes.items() if change.get("name")}


@cache
def references(name: str) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table that point to another one, and which.

    >>> references("mentions")
    (('article_id', 'articles'), ('entity_id', 'entities'), ('quote_id', 'quotes'))
    """
    return tuple((c.name, c.refers.partition(".")[0]) for c in columns(CLASSES[name]) if c.refers)
