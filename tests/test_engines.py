"""Engines: the same results from all of them; a worker that dies costs one article, the one that kills it."""

import os
import signal
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from pipeline.articles import Article
from pipeline.engine.codec import Result
from pipeline.engine.engines import EngineOptions, map_batches

ARTICLES = [Article(article_id=f"a{i:02}", text="mot " * i) for i in range(23)]
SERIAL = EngineOptions(engine="serial")
ENGINES = [
    EngineOptions(engine="processes", workers=2, start="fork"),
    EngineOptions(engine="processes", workers=2, start="spawn"),
    EngineOptions(engine="dask", workers=2),
]


def count(batch: Sequence[Article]) -> list[Result]:
    """Work that needs no model."""
    return [Result(article_id=a.article_id, words=len(a.text.split()), sha256="", parts={}) for a in batch]


def kill(batch: Sequence[Article]) -> list[Result]:
    """Work that an article kills."""
    if any("fatal" in a.text for a in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return count(batch)


def nothing() -> None:
    """Prepare nothing."""


def batches(articles: Sequence[Article], size: int) -> list[Sequence[Article]]:
    return [articles[i : i + size] for i in range(0, len(articles), size)]


@pytest.mark.parametrize("options", ENGINES, ids=lambda o: f"{o.engine}-{o.start}")
def test_every_engine_gives_the_results_of_serial_and_leaves_nothing(
    options: EngineOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def found(options: EngineOptions, size: int) -> list[Result]:
        done = map_batches(batches(ARTICLES, size), options, count, nothing)
        return sorted((r for _, results in done for r in results or ()), key=lambda r: r.article_id)

    assert found(options, 4) == found(SERIAL, 7)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("options", [ENGINES[0], ENGINES[2]], ids=lambda o: o.engine)
def test_a_killed_worker_costs_the_article_that_kills_it(options: EngineOptions) -> None:
    articles = [*ARTICLES[:9], Article(article_id="x", text="fatal"), *ARTICLES[9:]]
    done: list[Result] = []
    lost: list[Article] = []
    for batch, results in map_batches(batches(articles, 4), options, kill, nothing):
        if results is None:
            lost += batch
        else:
            assert [r.article_id for r in results] == [a.article_id for a in batch]
            done += results
    assert [a.article_id for a in lost] == ["x"]
    assert sorted(r.article_id for r in done) == sorted(a.article_id for a in ARTICLES)


@pytest.mark.parametrize("at", [1, 3, 5, 7])
def test_a_batch_that_a_broken_pool_refuses_is_not_lost(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    submit, calls = ProcessPoolExecutor.submit, 0

    def refuse(pool: ProcessPoolExecutor, *args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise BrokenProcessPool("a worker died a moment ago")
        return submit(pool, *args)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    done = list(map_batches(batches(ARTICLES, 3), ENGINES[0], count, nothing))
    assert sorted(r.article_id for _, results in done for r in results or ()) == [a.article_id for a in ARTICLES]


def hears(batch: Sequence[Article]) -> list[Result]:
    """Tell in ``words`` whether Ctrl-C reaches the worker."""
    heard = signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return [Result(article_id=a.article_id, words=int(heard), sha256="", parts={}) for a in batch]


def test_a_ctrl_c_is_not_told_by_the_workers_of_dask_too() -> None:
    [(_, results)] = map_batches([ARTICLES[:1]], EngineOptions(engine="dask", workers=1), hears, nothing)
    assert results
    assert [result.words for result in results] == [0]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_auto_starts_no_process_for_a_small_corpus() -> None:
    where = {os.getpid()}

    def here(batch: Sequence[Article]) -> list[Result]:
        where.add(os.getpid())
        return count(batch)

    assert len(list(map_batches(batches(ARTICLES, 4), EngineOptions(workers=2), here, nothing))) == 6
    assert where == {os.getpid()}
