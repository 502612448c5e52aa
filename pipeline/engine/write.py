"""From the results of a store to the files of the outputs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pipeline.output.writers  # noqa: F401 - registers them
from pipeline.engine.assemble import Assembled, assemble
from pipeline.engine.store import Store
from pipeline.engine.store_disk import told_as
from pipeline.output.corrections import Correction
from pipeline.output.edited import keep_edited, keep_others
from pipeline.output.formats import missing_library as missing_library
from pipeline.output.formats import own_files, write_tables
from pipeline.output.options import WriteOptions
from pipeline.output.splice import Splice
from pipeline.output.swap import swapped
from pipeline.problems import place_of
from pipeline.records import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: rows by table, problems told.

    ``kept`` names the files that were edited, ``spared`` those that no run has written, each with its new name.
    """

    rows: dict[str, int]
    problems: list[Problem]
    kept: list[tuple[str, str]]
    spared: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user has a say in: formats, copies, the ``corrections``, the ``extra`` columns of ``articles``.

    ``stamp`` is a digest of all that every row depends on; ``memory`` where it is kept what the rows of each article
    were made from (None: nothing is kept).
    """

    write: WriteOptions
    duplicates: str
    corrections: Sequence[Correction]
    extra: Iterable[str]
    stamp: str = ""
    memory: Path | None = None


def write_outputs(
    store: Store,
    home: Path,
    outputs: Path,
    problems: Sequence[Problem],
    choices: Choices,
    say: Callable[[str], None] = lambda what: None,
) -> Written:
    """Write every table of the articles of this run into ``outputs``, whole or not at all.

    ``home`` is the folder of the corpus, where the user's aliases lie; ``say`` is told in French what is written.
    """
    found = assemble(store, home, choices.corrections, choices.duplicates)
    told = sorted([*problems, *found.problems], key=place_of)
    records = found.tables | {"problems": told}
    with _splice(outputs, found, choices) as splice, swapped(outputs, own_files()) as folder, told_as(outputs):
        rows = write_tables(folder, records, choices.write, extra=choices.extra, say=say, splice=splice)
        if splice:
            splice.done(folder)
        spared = keep_others(outputs, own_files())
        kept = keep_edited(outputs, own_files())
    return Written(rows=rows, problems=told, kept=kept, spared=spared)


@contextmanager
def _splice(outputs: Path, found: Assembled, choices: Choices) -> Iterator[Splice | None]:
    """Give the tables of the last run, for rows to be taken from, where nothing but CSV is written."""
    if choices.memory is None or choices.corrections or choices.write.formats != ("csv",):
        yield None
        return
    with (
        told_as(choices.memory),
        closing(Splice(choices.memory, outputs, choices.stamp, found.parts(choices.extra))) as splice,
    ):
        yield splice
