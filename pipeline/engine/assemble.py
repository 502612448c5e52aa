"""From the results of a store to the records of the tables, one article at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.articles import ArticleRow
from pipeline.engine.corpus_steps import STEPS, CorpusStep
from pipeline.engine.store import Store
from pipeline.output.tables import TABLES

CLASSES = {cls.table.name: cls for cls in TABLES}


def assemble(store: Store, corpus: Path) -> dict[str, Iterable[Any]]:
    """Return the records of every table but ``problems``, in order, each read from the store when it is asked for."""
    steps = [begin(corpus) for begin in STEPS]
    whole: dict[str, Iterable[Any]] = {}
    for step in steps:
        for table in step.reads:
            for records in store.records(CLASSES[table]):
                step.add(table, records)
        whole |= step.finish()
    found = {name: _records(store, name, steps) for name in CLASSES if name not in ("articles", "problems")}
    return {"articles": _rows(store), **found, **whole}


def _records(store: Store, name: str, steps: Sequence[CorpusStep]) -> Iterator[Any]:
    for records in store.records(CLASSES[name]):
        for step in steps:
            records = step.complete(name, records)
        yield from records


def _rows(store: Store) -> Iterator[ArticleRow]:
    firsts: Mapping[str, str] = store.duplicates()
    for [row] in store.records(ArticleRow):
        first = firsts.get(row.sha256, row.article_id)
        yield row if first == row.article_id else replace(row, duplicate_of=first)
