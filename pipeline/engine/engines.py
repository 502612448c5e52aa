"""Engines: where batches of articles are worked through. They give the same results, in any order.

    serial     in this process
    processes  in a pool of processes of this machine
    dask       on a cluster of Dask, or on one of this machine

A batch whose worker dies (killed, out of memory) is tried again article by article; an article that kills its
worker alone is given back as ``None``.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from multiprocessing.connection import wait as wait_for

from pipeline.articles import Article
from pipeline.engine.codec import Result, encode
from pipeline.model.light import light_spacy

ENGINES = ("auto", "serial", "processes", "dask")
# Fewer articles than this are sooner done by one process.
WORTH_A_POOL = 128
# Batches handed out at once, for each worker: one at work, one that waits.
AHEAD = 2

# Objects made and not freed before the garbage collector looks for those that hold one another; a batch makes 200,000.
OBJECTS = 100_000

# An article that calls on every layer, so that each has loaded what it needs.
FIRST = Article(
    article_id="",
    language="fr",
    text="« Nous recruterons », annonce Léa Morin, ministre belge, lundi 3 mars 2025 à 14 h 30 : « J'investis 5 "
    "millions d'euros, soit 300 dollars canadiens. » Selon Air Liban, 12 % partiront chaque été, après deux ans.",
)

Batch = Sequence[Article]
Done = tuple[Batch, "list[Result] | None"]
Work = Callable[[Batch], list[Result]]
Lost = Generator[Done, None, list[Batch]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """Which engine, how many workers (None: one for each core), which Dask scheduler (empty: one of this machine).

    ``start`` is how processes start: ``fork`` shares the model that is loaded, ``spawn`` is for systems without fork.
    """

    engine: str = "auto"
    workers: int | None = None
    scheduler: str = ""
    start: str = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"


def work(batch: Batch, ner: str = "news") -> list[Result]:
    """Extract a batch and return its results as bytes: what every worker runs."""
    prepare(ner=ner)
    from pipeline.engine.extract import extract_batch
    from pipeline.model.load import load_model

    return [encode(extraction) for extraction in extract_batch(batch, load_model(ner))]


@cache
def prepare(ner: str = "news") -> None:
    """Load the model, the rules and the lists, once a process; processes that are forked afterwards share them.

    What is loaded stays to the end: the garbage collector, which would walk through it all the time, is told so. And it
    is called seldom: nearly all that a batch makes is freed without it, when the last one who holds it lets go.
    A run that finds every result in its store imports none of it.
    """
    with light_spacy():
        from pipeline.engine.extract import extract_batch
        from pipeline.model.load import load_model

    extract_batch([FIRST], load_model(ner))
    gc.freeze()
    gc.set_threshold(OBJECTS)


def map_batches(
    batches: Iterable[Batch], options: EngineOptions, work: Work = work, prepare: Callable[[], None] = prepare
) -> Iterator[Done]:
    """Yield each batch with its results, as they come; ``None`` in their place for an article that killed its worker.

    ``work`` is what a worker runs on a batch; ``prepare`` what it needs and can be done once, before forks.
    """
    batches = iter(batches)
    engine, workers = options.engine, options.workers or _cores()
    if engine == "auto":
        head: list[Batch] = []
        while sum(map(len, head)) < WORTH_A_POOL and (more := next(batches, None)):
            head.append(more)
        engine = "processes" if workers > 1 and sum(map(len, head)) >= WORTH_A_POOL else "serial"
        batches = chain(head, batches)
    if engine == "serial":
        return ((batch, work(batch)) for batch in batches)
    if engine == "dask":
        from pipeline.engine.cluster import map_on_cluster

        return map_on_cluster(batches, options.scheduler, workers, work)
    pool = partial(_in_pool, start=options.start, work=work, prepare=prepare)
    return _map_in_processes(batches, workers, pool)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def alone(batch: Batch) -> list[Batch]:
    """Return the articles of a batch as batches of one."""
    return [[article] for article in batch]


def tapered(batches: Iterable[Batch], last: int, first: int = 0) -> Iterator[Batch]:
    """Yield the batches, the ``last`` of them in ever smaller parts: no worker is at work long after the others.

    The ``first`` are given as they come: no worker waits while those that may be the last ones are read.

    >>> ["".join(batch) for batch in tapered(["abcdefgh", "ijkl", "mnop"], 2)]
    ['abcdefgh', 'ij', 'kl', 'm', 'n', 'o', 'p']
    >>> ["".join(batch) for batch in tapered(["abcd", "efgh", "ijkl"], 2, 2)]
    ['abcd', 'efgh', 'i', 'j', 'k', 'l']
    """
    batches = iter(batches)
    yield from islice(batches, first)
    waiting: deque[Batch] = deque()
    for batch in batches:
        waiting.append(batch)
        if len(waiting) > last:
            yield waiting.popleft()
    for left, batch in zip(range(len(waiting), 0, -1), waiting, strict=True):
        size = max(1, len(batch) // (8 if 2 * left <= last else 2))
        yield from (batch[at : at + size] for at in range(0, len(batch), size))


def _map_in_processes(batches: Iterator[Batch], workers: int, pool: Callable[..., Lost]) -> Iterator[Done]:
    batches = tapered(batches, workers * AHEAD, workers)
    while lost := (yield from pool(batches, workers)):
        singles = iter([single for batch in lost for single in alone(batch)])
        while killers := (yield from pool(singles, 1, ahead=1)):
            yield from ((killer, None) for killer in killers)


def _in_pool(
    batches: Iterator[Batch],
    workers: int,
    *,
    start: str,
    work: Work,
    prepare: Callable[[], None],
    ahead: int = AHEAD,
) -> Lost:
    """Work through batches in a pool, to the end or until a worker dies; return the batches that were lost by it."""
    first = next(batches, None)
    if first is None:
        return []
    others = set(multiprocessing.active_children())
    if start == "fork":
        prepare()
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(start), initializer=_begin)
    waiting: dict[Future[list[Result]], Batch] = {}
    refused: list[Batch] = []

    def hand_out(batches: Iterable[Batch]) -> None:
        for batch in batches:
            refused.append(batch)  # a pool whose worker has just died takes nothing
            waiting[pool.submit(work, batch)] = batch
            refused.clear()

    try:
        hand_out(chain([first], islice(batches, workers * ahead - 1)))  # each at once, while the next is read
        while waiting:
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                done = future.result()
                yield waiting.pop(future), done
                hand_out(islice(batches, 1))
    except BrokenProcessPool:
        return [*waiting.values(), *refused]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
    return []


def _begin() -> None:
    """Prepare a worker: the parent alone answers to Ctrl-C, and no worker outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
