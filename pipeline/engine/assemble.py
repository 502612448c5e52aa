"""From the results of a store to the records of the tables, one article at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.articles import ArticleRow
from pipeline.engine.corpus_steps import STEPS, CorpusStep
from pipeline.engine.corrections import Corrections
from pipeline.engine.store import Store
from pipeline.output.corrections import Correction
from pipeline.output.tables import TABLES
from pipeline.records import Problem

Tables = dict[str, Iterable[Any]]
CLASSES = {cls.table.name: cls for cls in TABLES}


def assemble(store: Store, corpus: Path, wanted: Sequence[Correction] = ()) -> tuple[Tables, list[Problem]]:
    """Return the records of every table but ``problems``, in order, each read from the store when it is asked for.

    The corrections ``wanted`` are made in all of them; those that fit no row any more are the problems.
    """
    corrections = Corrections()
    steps, whole = _steps(store, corpus, corrections)
    if wanted:
        corrections.check(wanted, lambda name: [list(whole[name])] if name in whole else store.records(CLASSES[name]))
        steps, whole = _steps(store, corpus, corrections, steps)
    found: Tables = {
        name: _records(store, name, steps, corrections) for name in CLASSES if name not in ("articles", "problems")
    }
    for name, records in whole.items():
        found[name] = corrections.made(name, list(records), last=True)
    return {"articles": _rows(store, corrections), **found}, corrections.problems


def _steps(
    store: Store, corpus: Path, corrections: Corrections, before: Sequence[CorpusStep] = ()
) -> tuple[list[CorpusStep], Tables]:
    """Return the steps once they have read the corpus, and the tables that they fill.

    ``before`` are the same steps when nothing was corrected: they know whom a correction renames.
    """
    steps = [begin(corpus) for begin in STEPS]
    for step, known in zip(steps, before, strict=False):
        step.rename(known, corrections.names())
    whole: Tables = {}
    for step in steps:
        for table in step.reads:
            for records in store.records(CLASSES[table]):
                step.add(table, corrections.made(table, records))
        whole |= step.finish()
    return steps, whole


def _records(store: Store, name: str, steps: Sequence[CorpusStep], corrections: Corrections) -> Iterator[Any]:
    for records in store.records(CLASSES[name]):
        records = corrections.made(name, records)
        for step in steps:
            records = step.complete(name, records)
        yield from corrections.made(name, records, last=True)


def _rows(store: Store, corrections: Corrections) -> Iterator[ArticleRow]:
    firsts: Mapping[str, str] = store.duplicates()
    for [row] in store.records(ArticleRow):
        first = firsts.get(row.sha256, row.article_id)
        row = row if first == row.article_id else replace(row, duplicate_of=first)
        yield from corrections.made("articles", [row], last=True)
