"""A whole run: a folder of articles in, a folder of tables out."""

import json
import logging
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pipeline.articles import Article
from pipeline.engine import engines
from pipeline.engine.aliases import read_aliases
from pipeline.engine.codec import Result, encode
from pipeline.engine.engines import EngineOptions
from pipeline.engine.extraction import Extraction, article_row
from pipeline.engine.progress import Progress, timed
from pipeline.engine.reading import Reading, batches_of
from pipeline.engine.store import Store
from pipeline.engine.store_disk import BrokenStoreError, remove_store
from pipeline.engine.unchanged import digests, digests_written, stamp_of, state_of
from pipeline.output.corrections import NAME as CORRECTIONS
from pipeline.output.edited import written
from pipeline.output.options import MOST_OWN, WriteOptions
from pipeline.output.swap import HIDDEN
from pipeline.output.versions import versions
from pipeline.problems import place_of, problem
from pipeline.reading.corpus import ReadOptions, count_articles
from pipeline.reading.folders import home_of
from pipeline.records import Problem

# The results by article, in the hidden folder of the outputs.
STORE, PLACED = "cache", "placed"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How a run reads, works and writes.

    ``ner`` names the weights; ``duplicates`` says what is done with copies, one of ``assemble.DUPLICATES``; ``cache``
    keeps results for the next run; ``progress`` shows the bar.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    write: WriteOptions = field(default_factory=WriteOptions)
    engine: EngineOptions = field(default_factory=EngineOptions)
    ner: str = "news"
    duplicates: str = "mark"
    cache: bool = True
    progress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run has done: rows by table, words read, articles taken from the cache, problems by code.

    ``kept`` names the outputs that had been edited by hand, ``spared`` what stood in their places and was never ours,
    each with what it is called now.
    """

    rows: dict[str, int]
    words: int
    reused: int
    problems: dict[str, int]
    kept: list[tuple[str, str]] = field(default_factory=list)
    spared: list[tuple[str, str]] = field(default_factory=list)


class NothingReadError(Exception):
    """No article could be read; ``problems`` says why. Where there were no tables, empty ones and these are written."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the reasons."""
        super().__init__("nothing could be read")
        self.problems = problems


class BusyError(Exception):
    """Another run writes to the same folder of outputs."""

    def __init__(self, outputs: Path) -> None:
        """Name the folder."""
        super().__init__(f"un autre glaneur écrit déjà dans {outputs}")


def run(corpus: Path, outputs: Path, options: RunOptions) -> Summary:
    """Extract the articles of ``corpus`` into ``outputs``, whole or not at all.

    A hidden folder of the outputs keeps the results by article: a run that was stopped goes on from there. Raises
    ``NothingReadError``, ``BusyError``, ``OSError`` where nothing may be written, ``ImportError`` where a library is
    missing that a format needs.
    """
    outputs = Path(os.path.realpath(outputs))
    _check_libraries(options.write)
    with _home(outputs, options) as home:
        path = home / STORE
        if not options.cache:
            _forget(home)
        try:
            return _run(corpus.resolve(), outputs, path, options)
        except BrokenStoreError:
            log.warning("Les résultats gardés de la dernière fois sont abîmés : tout est refait.")
            _forget(home)
            return _run(corpus.resolve(), outputs, path, options)


def _forget(home: Path) -> None:
    """Throw away what was kept of the last run."""
    for name in (STORE, PLACED):
        remove_store(home / name)


def _check_libraries(write: WriteOptions) -> None:
    """Raise ``ImportError`` where a format cannot be written, before any work is done."""
    if set(write.formats) <= set(WriteOptions().formats):
        return
    from pipeline.engine.write import missing_library

    if told := missing_library(write.formats):
        raise ImportError(told)


def _run(corpus: Path, outputs: Path, path: Path, options: RunOptions) -> Summary:
    store = Store(path)
    try:
        with timed("Lecture et analyse"):
            reading = _extract(corpus, outputs, store, options)
        home = home_of(corpus)
        wanted, misread = _corrections(home)
        aliases, unread = read_aliases(home)
        told = (problem for found in store.records(Problem) for problem in found)
        extra, left_out = _own_columns(reading.extra)
        problems = sorted([*reading.problems, *misread, *unread, *left_out, *told], key=place_of)
        write = replace(options.write, corpus=corpus.name)
        known = (reading.stamp, versions(), write, options.duplicates, extra, aliases)
        state = state_of(store, *known, problems, wanted)
        rows = _rows_written(outputs, store.written(state))
        kept, spared = list[tuple[str, str]](), list[tuple[str, str]]()
        nothing = not reading.reused + reading.worked
        if nothing and written(outputs):  # tables of an earlier run are better than none
            raise NothingReadError(problems)
        if rows is None:
            # Where nothing is to be written, nothing is imported for it: the writers, the rules, spaCy.
            from pipeline.engine.write import Choices, write_outputs

            choices = Choices(
                write=write,
                duplicates=options.duplicates,
                corrections=wanted,
                extra=extra,
                stamp=stamp_of(*known),
                memory=path.with_name(PLACED) if options.cache else None,
            )
            with timed("Écriture"), Progress("Écriture", None, shown=options.progress) as bar:
                done = write_outputs(store, home, outputs, problems, choices, bar.say)
            rows, problems, kept, spared = done.rows, done.problems, done.kept, done.spared
            store.write(state, json.dumps([rows, digests_written(outputs)]))
        if nothing:
            raise NothingReadError(problems)
        store.prune()
        codes = Counter(p.code for p in problems)
        moved = {"kept": kept, "spared": spared}
        return Summary(rows=rows, words=store.words(), reused=reading.reused, problems=codes, **moved)
    finally:
        store.close()


def _corrections(home: Path) -> tuple[list[Any], list[Problem]]:
    """Return the user's corrections and their bad rows; where there are none, nothing is imported for them."""
    if not os.path.lexists(home / CORRECTIONS):
        return [], []
    from pipeline.engine.corrections import read_corrections

    return read_corrections(home / CORRECTIONS)


def _own_columns(found: Counter[str]) -> tuple[list[str], list[Problem]]:
    """Return the user's own columns, sorted; where they are too many, those that most articles have, and a problem."""
    if len(found) <= MOST_OWN:
        return sorted(found), []
    kept = sorted(found, key=lambda name: (-found[name], name))[:MOST_OWN]
    return sorted(kept), [problem("many-columns", count=len(found) - MOST_OWN, most=MOST_OWN)]


def _rows_written(outputs: Path, told: str | None) -> dict[str, int] | None:
    """Return how many rows the outputs have, if they are those that the last run told of."""
    try:
        rows, files = json.loads(told) if told else (None, None)
    except ValueError:  # the note is damaged: everything is written anew
        return None
    return rows if files and files == digests(outputs, files) else None


def _extract(corpus: Path, outputs: Path, store: Store, options: RunOptions) -> Reading:
    """Bring the result of every article of the corpus into the store."""
    read = replace(options.read, skip=outputs)
    reading = Reading(corpus, read, store, ner=options.ner, cache=options.cache)
    total = count_articles(corpus, read) if options.progress else None
    with Progress("Lecture et analyse", total, shown=options.progress) as bar:
        batches = batches_of(reading.missing(bar))
        work, prepare = partial(engines.work, ner=options.ner), partial(engines.prepare, ner=options.ner)
        for batch, done in engines.map_batches(batches, options.engine, work, prepare):
            results = done if done is not None else [killed(article) for article in batch]
            reading.keep(batch, results)
            for result in results:
                bar.advance(words=result.words)
    return reading


def killed(article: Article) -> Result:
    """Return the result of an article that killed its worker: its row and a problem."""
    told = problem("worker-killed", path=article.path, article_id=article.article_id)
    return encode(Extraction(row=article_row(article, words=0), problems=[told]))


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    try:
        with FileLock(home / "lock", timeout=0):
            yield
    except Timeout:
        raise BusyError(home.parent) from None


@contextmanager
def _home(outputs: Path, options: RunOptions) -> Iterator[Path]:
    """Give the hidden folder of the outputs, in which the results are kept; without a cache nothing of it is left."""
    home = outputs / HIDDEN
    home.mkdir(parents=True, exist_ok=True)
    ours = False
    try:
        with _locked(home):
            ours = True
            try:
                yield home
            finally:
                if not options.cache:
                    _forget(home)
    finally:
        if ours and not options.cache:
            with suppress(OSError):  # what was edited by hand stays in it
                (home / "lock").unlink()
                home.rmdir()
