"""From the results of a store to the records of the tables, one article at a time."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.articles import ArticleRow
from pipeline.engine.codec import unpack
from pipeline.engine.corpus_steps import STEPS, CorpusStep
from pipeline.engine.near_duplicates import Copy, find_copies
from pipeline.engine.store import BrokenStoreError, Store
from pipeline.output.tables import TABLES
from pipeline.records import Problem

CLASSES = {cls.table.name: cls for cls in TABLES}


# What is done with the copies of an article: nothing, told and left out of the counts of the corpus, left out.
DUPLICATES = ("keep", "mark", "drop")


def assemble(store: Store, corpus: Path, duplicates: str = "mark") -> dict[str, Iterable[Any]]:
    """Return the records of every table but ``problems``, in order, each read from the store when it is asked for.

    ``duplicates`` is one of ``DUPLICATES``.
    """
    copies = find_copies(_texts(store), partial(_text, store))
    dropped = frozenset(copies) if duplicates == "drop" else frozenset()
    uncounted = frozenset(copies) if duplicates == "mark" else frozenset()
    steps = [begin(corpus) for begin in STEPS]
    whole: dict[str, Iterable[Any]] = {}
    for step in steps:
        for table in step.reads:
            for records in _articles(store, table, dropped):
                step.add(table, records, counted=records[0].article_id not in uncounted)
        whole |= step.finish()
    names = [name for name in CLASSES if name not in ("articles", "problems")]
    found = {name: _records(store, name, steps, dropped) for name in names}
    return {"articles": _rows(store, copies, dropped), **found, **whole}


def extraction_problems(store: Store) -> list[Problem]:
    """Return the problems of the extractions of this run."""
    return [problem for records in _articles(store, "problems") for problem in records]


def _articles(store: Store, name: str, dropped: Collection[str] = ()) -> Iterator[list[Any]]:
    """Yield the records of a table, article by article, those of the ``dropped`` articles left out."""
    for data in store.parts(name):
        records = _unpacked(name, data)
        if records[0].article_id not in dropped:
            yield records


def _unpacked(name: str, data: bytes) -> list[Any]:
    try:
        return unpack(CLASSES[name], data)
    except ValueError as error:
        raise BrokenStoreError(str(error)) from None


def _texts(store: Store) -> Iterator[tuple[ArticleRow, str]]:
    """Yield the rows of the articles with their texts."""
    for [row] in _articles(store, "articles"):
        yield row, _text(store, row.article_id)


def _text(store: Store, article_id: str) -> str:
    data = store.part(article_id, "texts")
    return str(_unpacked("texts", data)[0].text) if data else ""


def _records(store: Store, name: str, steps: Sequence[CorpusStep], dropped: Collection[str]) -> Iterator[Any]:
    for records in _articles(store, name, dropped):
        for step in steps:
            records = step.complete(name, records)
        yield from records


def _rows(store: Store, copies: Mapping[str, Copy], dropped: Collection[str]) -> Iterator[ArticleRow]:
    for [row] in _articles(store, "articles", dropped):
        copy = copies.get(row.article_id)
        yield replace(row, duplicate_of=copy.of, similarity=copy.similarity) if copy else row
