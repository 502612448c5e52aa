"""What writers share: the registry by format, and the one loop that feeds them row by row."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from pipeline.output.edited import PACKAGE, digest
from pipeline.output.joined import Joined
from pipeline.output.options import WriteOptions
from pipeline.output.schema import data_package
from pipeline.output.splice import Splice
from pipeline.output.tables import TABLES, Row, rows, table_columns
from pipeline.records import Column, Problem, Record

# The base of the joined rows, while the tables are written.
BASE = ".glaneur-base"


Sink = Callable[[Row], None]


class Writer:
    """Writes every table of a run into a folder, row by row; a context, so that nothing stays open.

    ``files`` names all that it may write, ``title`` says in French what they are; ``joins`` asks for :meth:`joined`;
    ``needs`` is the library of an extra of the same name as the format, without which nothing can be written.
    """

    files: ClassVar[frozenset[str]]
    title: ClassVar[str] = ""
    joins: ClassVar[bool] = False
    needs: ClassVar[str] = ""

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Prepare to write into ``folder``."""

    def table(self, cls: type[Record], columns: tuple[Column, ...]) -> Sink:
        """Begin a table and return the function that takes its rows; a writer that only joins takes none."""
        return lambda row: None

    def spliced(self, cls: type[Record], columns: tuple[Column, ...], splice: Splice) -> int:
        """Write a table of which most is taken from the last run, if the writer can; return its rows."""
        raise NotImplementedError

    def joined(self, base: Joined) -> None:
        """Write what needs all tables at once, if ``joins``: every table is in ``base`` but the last problems."""

    def problems(self) -> list[Problem]:
        """Return what could not be written as it is, once every table but ``problems`` is written."""
        return []

    def resources(self, folder: Path) -> list[dict[str, Any]]:
        """Return the resources of ``datapackage.json`` that stand for tables in ``folder``."""
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


def missing_library(formats: Iterable[str]) -> str:
    """Return a French sentence on a library that a format needs and that is not installed, empty if all are there."""
    for name in formats:
        if WRITERS[name].needs and not find_spec(WRITERS[name].needs):
            return f'le format {name} demande {WRITERS[name].needs} : installez-le par pip install "glaneur[{name}]"'
    return ""


def own_files(formats: Iterable[str] | None = None) -> frozenset[str]:
    """Return the names of the files that glaneur may write into an outputs folder, in some formats or in all."""
    chosen = WRITERS if formats is None else formats
    return frozenset({PACKAGE}).union(*(WRITERS[name].files for name in chosen))


def write_tables(
    folder: Path,
    records: Mapping[str, Iterable[Any]],
    options: WriteOptions,
    *,
    extra: Iterable[str] = (),
    say: Callable[[str], None] = lambda what: None,
    splice: Splice | None = None,
) -> dict[str, int]:
    """Write every table into ``folder`` and return the number of its rows, by name.

    ``records`` gives the records of each table, in order; an iterator is read once and never held. ``extra`` names the
    user's own columns of ``articles``; ``say`` is told in French what is written. What a writer had to cut is told at
    the end of ``problems``. With ``splice`` the one format takes the rows of unchanged articles from the last run.
    """
    extra, counts = tuple(extra), {}
    with ExitStack() as stack:
        base = stack.enter_context(_base(folder, options))
        writers = [stack.enter_context(WRITERS[name](folder, options)) for name in options.formats]
        for cls in TABLES:
            say(cls.table.title)
            columns = table_columns(cls, extra)
            if splice and cls.table.name in splice.parts:
                counts[cls.table.name] = writers[0].spliced(cls, columns, splice)
                continue
            sinks = [w.table(cls, columns) for w in writers]
            if base:
                sinks.append(base.table(cls, columns))
            counts[cls.table.name] = _pour(rows(cls, records.get(cls.table.name, ()), extra), sinks)
        counts[Problem.table.name] += _pour(rows(Problem, _join(base, writers, say)), sinks)
        if base:
            base.settle()
    _describe(folder, writers)
    return counts


def _describe(folder: Path, writers: Sequence[Writer]) -> None:
    """Write ``datapackage.json``: every file with its digest, by which one that is edited by hand is known."""
    resources = [resource for w in writers for resource in w.resources(folder)]
    described = {resource["path"] for resource in resources}
    files = [
        {"path": name, "title": w.title}
        for w in writers
        for name in sorted(w.files - described)
        if (folder / name).is_file()
    ]
    for file in (*resources, *files):
        file["hash"] = digest(folder / file["path"])
    text = json.dumps(data_package(resources, files), ensure_ascii=False, indent=2)
    (folder / PACKAGE).write_text(text + "\n", "utf-8")


@contextmanager
def _base(folder: Path, options: WriteOptions) -> Iterator[Joined | None]:
    """Give the base that the writers of joined rows share, if there is one; it goes when they are done."""
    if not any(WRITERS[name].joins for name in options.formats):
        yield None
        return
    path = folder / BASE
    with closing(Joined(path)) as base:
        yield base
    path.unlink()


def _join(base: Joined | None, writers: Sequence[Writer], say: Callable[[str], None]) -> list[Problem]:
    """Let the writers of joined rows write them; return what no writer could write as it is."""
    if base:
        base.settle()
        for one in (one for one in writers if one.joins):
            say(one.title)
            one.joined(base)
    return [told for one in writers for told in one.problems()]


def _pour(found: Iterable[Row], sinks: list[Sink]) -> int:
    count = 0
    for row in found:
        count += 1
        for sink in sinks:
            sink(row)
    return count
