"""From the results of a store to the files of the outputs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pipeline.output.writers  # noqa: F401 - registers them
from pipeline.engine.assemble import assemble
from pipeline.engine.store import Store
from pipeline.output.corrections import Correction
from pipeline.output.edited import keep_edited
from pipeline.output.formats import own_files, write_tables
from pipeline.output.options import WriteOptions
from pipeline.output.swap import swapped
from pipeline.problems import place_of
from pipeline.records import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: rows by table, problems told, files that may be there, edited files and their new names."""

    rows: dict[str, int]
    problems: list[Problem]
    files: frozenset[str]
    kept: list[tuple[str, str]]


def write_outputs(
    store: Store,
    corpus: Path,
    outputs: Path,
    problems: Sequence[Problem],
    wanted: Sequence[Correction],
    options: WriteOptions,
    *,
    extra: Iterable[str],
) -> Written:
    """Write every table of the articles of this run into ``outputs``, whole or not at all.

    ``wanted`` are the user's corrections; ``extra`` names the user's own columns of ``articles``.
    """
    records, unmade = assemble(store, corpus, wanted)
    told = sorted([*problems, *unmade], key=place_of)
    records["problems"] = told
    with swapped(outputs, own_files()) as folder:
        rows = write_tables(folder, records, options, extra=extra)
        kept = keep_edited(outputs, own_files())
    return Written(rows=rows, problems=told, files=own_files(), kept=kept)
