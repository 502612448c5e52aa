"""From the results of a store to the records of the tables, one article at a time."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.articles import ArticleRow, TextRow
from pipeline.engine.codec import BRIEFS, SAMPLE, unpacked_sample
from pipeline.engine.corpus_steps import STEPS, CorpusStep, read_briefs
from pipeline.engine.corrections import Corrections
from pipeline.engine.keys import code_stamp
from pipeline.engine.near_duplicates import Copy, Digests, Sampled, find_copies
from pipeline.engine.store import Store
from pipeline.engine.store_disk import read
from pipeline.output.corrections import Correction
from pipeline.output.splice import Part, mark_of
from pipeline.output.tables import TABLES, Row, rows
from pipeline.records import Problem, Record

Tables = dict[str, Iterable[Any]]
CLASSES = {cls.table.name: cls for cls in TABLES}
# What is done with copies of an article: they count, they are told and do not count, their rows are left out.
DUPLICATES = ("keep", "mark", "drop")


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in the articles of a store, and which of them are copies; ``duplicates`` is as asked."""

    store: Store
    copies: Mapping[str, Copy]
    duplicates: str
    looked_up: list[tuple[str, bytes, list[str]]] = field(default_factory=list)

    def having(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield the articles that have rows in a table, in order, with their keys; the store is asked once for all."""
        if not self.looked_up:
            self.looked_up.extend(self.store.having())
        return ((i, key) for i, key, names in self.looked_up if name in names and self.has(i))

    def articles(self, name: str) -> Iterator[list[Any]]:
        """Yield the records of a table, article by article, without those of copies that are to be dropped."""
        return (r for r in self.store.records(CLASSES[name]) if self.has(r[0].article_id))

    def has(self, article_id: str) -> bool:
        """Tell whether an article has rows: all have, but copies that are to be dropped."""
        return self.duplicates != "drop" or article_id not in self.copies

    def counts(self, article_id: str) -> bool:
        """Tell whether an article counts in what is said of the whole corpus."""
        return self.duplicates == "keep" or article_id not in self.copies


@dataclass(frozen=True, slots=True)
class Assembled:
    """The records of every table but ``problems``; the problems of corrections; the rows of each article by table.

    ``parts`` are asked for with the user's own columns of ``articles``; they know of no corrections.
    """

    tables: Tables
    problems: list[Problem]
    parts: Callable[[Iterable[str]], dict[str, Callable[[], Iterator[Part]]]]


def assemble(store: Store, corpus: Path, wanted: Sequence[Correction] = (), duplicates: str = "mark") -> Assembled:
    """Return the records of every table but ``problems``, in order, each read from the store when it is asked for.

    The corrections ``wanted`` are made in all of them; those that fit no row any more are the problems. What is done
    with copies is one of ``DUPLICATES``.
    """
    corrections = Corrections()
    with _uncollected():
        found = _Found(store, _copies(store), duplicates)
        steps, whole = _steps(found, corpus, corrections)
    if wanted:
        corrections.check(wanted, lambda name: [list(whole[name])] if name in whole else store.records(CLASSES[name]))
        steps, whole = _steps(found, corpus, corrections, steps)
    tables: Tables = {
        name: _records(found, name, steps, corrections) for name in CLASSES if name not in ("articles", "problems")
    }
    for name, records in whole.items():
        tables[name] = corrections.made(name, list(records), last=True)
    by_article = ["articles", *(name for name in tables if name not in whole)]

    def parts(extra: Iterable[str]) -> dict[str, Callable[[], Iterator[Part]]]:
        return {name: partial(_parts, found, CLASSES[name], steps, tuple(extra)) for name in by_article}

    return Assembled({"articles": _rows(found, corrections), **tables}, corrections.problems, parts)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector still while much is made that stays; it need not look at it later, either."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _parts(found: _Found, cls: type[Record], steps: Sequence[CorpusStep], extra: tuple[str, ...]) -> Iterator[Part]:
    """Yield the rows of a table, article by article, with the marks of what they depend on."""
    name = cls.table.name
    for article_id, key in found.having(name):
        said = [step.said(name, article_id) for step in steps]
        if cls is ArticleRow and article_id in found.copies:
            said.append(repr(found.copies[article_id]))
        yield Part(article_id, mark_of(key, *said), partial(_article_rows, found, cls, steps, extra, key))


def _article_rows(
    found: _Found, cls: type[Record], steps: Sequence[CorpusStep], extra: tuple[str, ...], key: bytes
) -> Iterator[Row]:
    """Yield the rows of one article in a table, by the key of its result."""
    records = found.store.part(cls, key)
    for step in steps:
        records = step.complete(cls.table.name, records)
    return rows(cls, [_told(row, found) for row in records] if cls is ArticleRow else records, extra)


def _told(row: ArticleRow, found: _Found) -> ArticleRow:
    """Return the row of an article, which tells of what it is a copy."""
    copy = found.copies.get(row.article_id)
    return replace(row, duplicate_of=copy.of, similarity=copy.similarity) if copy else row


def _steps(
    found: _Found, corpus: Path, corrections: Corrections, before: Sequence[CorpusStep] = ()
) -> tuple[list[CorpusStep], Tables]:
    """Return the steps once they have read the corpus, and the tables that they fill.

    ``before`` are the same steps when nothing was corrected: they know whom a correction renames.
    """
    steps = [begin(corpus) for begin in STEPS]
    for step, known in zip(steps, before, strict=False):
        step.rename(known, corrections.names())
    whole: Tables = {}
    for article_id, briefs in _briefs(found, steps, corrections):
        for step, brief in zip(steps, briefs, strict=True):
            step.add(article_id, brief, counted=found.counts(article_id))
    for step in steps:
        whole |= step.finish()
    return steps, whole


def _briefs(
    found: _Found, steps: Sequence[CorpusStep], corrections: Corrections
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield what each step must know of the articles; where rows are corrected, it is worked out anew."""
    for article_id, data in found.store.parts(BRIEFS):
        if not data or not found.has(article_id):
            continue
        if corrections.none:
            yield article_id, read(read_briefs, data)
            continue
        known = []
        for step in steps:
            made = {n: corrections.made(n, found.store.record(CLASSES[n], article_id)) for n in step.reads}
            known.append(step.brief({name: step.corrected(name, records) for name, records in made.items()}))
        yield article_id, known


def _copies(store: Store) -> dict[str, Copy]:
    """Return the copies among the articles; only pairs of which the last run knew nothing are compared."""
    stamp = code_stamp()
    shares = store.shares(stamp)
    before = set(shares)
    copies = find_copies(_samples(store), partial(_text, store), shares)
    if set(shares) != before:
        store.keep_shares(stamp, shares)
    return copies


def _samples(store: Store) -> Iterator[tuple[Sampled, Digests]]:
    """Yield the articles with the samples of their texts."""
    for article_id, data in store.parts(SAMPLE):
        published, sha256, sample = read(unpacked_sample, data)
        yield Sampled(article_id, published, sha256), np.frombuffer(sample, np.uint64)


def _text(store: Store, article_id: str) -> str:
    found = store.record(TextRow, article_id)
    return str(found[0].text) if found else ""


def _records(found: _Found, name: str, steps: Sequence[CorpusStep], corrections: Corrections) -> Iterator[Any]:
    for records in found.articles(name):
        records = corrections.made(name, records)
        for step in steps:
            records = step.complete(name, records)
        yield from corrections.made(name, records, last=True)


def _rows(found: _Found, corrections: Corrections) -> Iterator[ArticleRow]:
    for [row] in found.articles("articles"):
        yield from corrections.made("articles", [_told(row, found)], last=True)
