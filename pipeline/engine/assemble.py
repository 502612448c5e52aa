"""From the results of a store to the records of the tables, one article at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.articles import ArticleRow
from pipeline.engine.codec import unpack
from pipeline.engine.corpus_steps import STEPS, CorpusStep
from pipeline.engine.store import BrokenStoreError, Store
from pipeline.output.tables import TABLES
from pipeline.records import Problem

CLASSES = {cls.table.name: cls for cls in TABLES}


def assemble(store: Store, corpus: Path) -> dict[str, Iterable[Any]]:
    """Return the records of every table but ``problems``, in order, each read from the store when it is asked for."""
    steps = [begin(corpus) for begin in STEPS]
    whole: dict[str, Iterable[Any]] = {}
    for step in steps:
        for table in step.reads:
            for records in _articles(store, table):
                step.add(table, records)
        whole |= step.finish()
    found = {name: _records(store, name, steps) for name in CLASSES if name not in ("articles", "problems")}
    return {"articles": _rows(store), **found, **whole}


def extraction_problems(store: Store) -> list[Problem]:
    """Return the problems of the extractions of this run."""
    return [problem for records in _articles(store, "problems") for problem in records]


def _articles(store: Store, name: str) -> Iterator[list[Any]]:
    """Yield the records of a table, article by article."""
    for data in store.parts(name):
        try:
            yield unpack(CLASSES[name], data)
        except ValueError as error:
            raise BrokenStoreError(str(error)) from None


def _records(store: Store, name: str, steps: Sequence[CorpusStep]) -> Iterator[Any]:
    for records in _articles(store, name):
        for step in steps:
            records = step.complete(name, records)
        yield from records


def _rows(store: Store) -> Iterator[ArticleRow]:
    firsts: Mapping[str, str] = store.duplicates()
    for [row] in _articles(store, "articles"):
        first = firsts.get(row.sha256, row.article_id)
        yield row if first == row.article_id else replace(row, duplicate_of=first)
