"""What writers share: the registry by format, and the one loop that feeds them row by row."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from pipeline.output.tables import TABLES, Row, rows, table_columns
from pipeline.records import Column, Problem, Record

DIALECTS = ("standard", "excel-fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """What is written: ``formats`` among the keys of ``WRITERS``, ``csv_dialect`` among ``DIALECTS``."""

    formats: tuple[str, ...] = ("csv", "xlsx", "html")
    csv_dialect: str = "standard"


Sink = Callable[[Row], None]


class Writer:
    """Writes every table of a run into a folder, row by row; a context, so that nothing stays open."""

    files: ClassVar[frozenset[str]]

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Prepare to write into ``folder``."""

    def table(self, cls: type[Record], columns: tuple[Column, ...]) -> Sink:
        """Begin a table and return the function that takes its rows."""
        raise NotImplementedError

    def problems(self) -> list[Problem]:
        """Return what could not be written as it is, once every table but ``problems`` is written."""
        return []

    def close(self, *, failed: bool) -> None:
        """Finish the files, or give them up after a failure."""

    def __enter__(self) -> "Writer":
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close."""
        self.close(failed=kind is not None)


WRITERS: dict[str, type[Writer]] = {}


def writer(name: str) -> Callable[[type[Writer]], type[Writer]]:
    """Register a class as the writer of a format."""

    def register(cls: type[Writer]) -> type[Writer]:
        WRITERS[name] = cls
        return cls

    return register


def own_files() -> frozenset[str]:
    """Return the names of the files that glaneur may write into an outputs folder."""
    return frozenset().union(*(cls.files for cls in WRITERS.values()))


def write_tables(
    folder: Path, records: Mapping[str, Iterable[Any]], options: WriteOptions, *, extra: Iterable[str] = ()
) -> dict[str, int]:
    """Write every table into ``folder`` and return the number of its rows, by name.

    ``records`` gives the records of each table, in order; an iterator is read once and never held. ``extra``
    names the user's own columns of ``articles``. What a writer had to cut is told at the end of ``problems``.
    """
    extra, counts = tuple(extra), {}
    with ExitStack() as stack:
        writers = [stack.enter_context(WRITERS[name](folder, options)) for name in options.formats]
        for cls in TABLES:
            sinks = [w.table(cls, table_columns(cls, extra)) for w in writers]
            found = records.get(cls.table.name, ())
            if cls is Problem:
                found = chain(found, [p for w in writers for p in w.problems()])
            counts[cls.table.name] = _pour(rows(cls, found, extra), sinks)
    return counts


def _pour(found: Iterable[Row], sinks: list[Sink]) -> int:
    count = 0
    for row in found:
        count += 1
        for sink in sinks:
            sink(row)
    return count
