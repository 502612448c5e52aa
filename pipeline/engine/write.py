"""From the results of a store to the files of the outputs."""

from collections.abc import Iterable
from pathlib import Path

import pipeline.output.writers  # noqa: F401 - registers them
from pipeline.engine.assemble import assemble
from pipeline.engine.store import Store
from pipeline.output.formats import own_files, write_tables
from pipeline.output.options import WriteOptions
from pipeline.output.swap import swapped
from pipeline.records import Problem


def write_outputs(
    store: Store,
    corpus: Path,
    outputs: Path,
    problems: list[Problem],
    options: WriteOptions,
    *,
    extra: Iterable[str],
) -> tuple[dict[str, int], frozenset[str]]:
    """Write every table of the articles of this run into ``outputs``, whole or not at all.

    Returns how many rows each table has, and the names of the files that may have been written.
    """
    records = {**assemble(store, corpus), "problems": problems}
    with swapped(outputs, own_files()) as folder:
        rows = write_tables(folder, records, options, extra=extra)
    return rows, own_files()
