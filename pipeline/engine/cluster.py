"""Dask: batches on a cluster, or on workers of this machine that stand for one."""

import logging
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import islice
from multiprocessing import resource_tracker
from tempfile import TemporaryDirectory
from typing import Any

import dask
from distributed import Client, KilledWorker, LocalCluster, as_completed

# Batches handed out at once, for each worker.
AHEAD = 2


def map_on_cluster(
    batches: Iterator[Any], scheduler: str, workers: int, work: Callable[[Any], Any]
) -> Iterator[tuple[Any, Any]]:
    """Yield each batch with its results, as they come; ``None`` in their place for an article that killed its workers.

    ``scheduler`` is the address of a Dask scheduler; without one, ``workers`` processes of this machine are started.
    glaneur must be installed on every worker.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
        if not scheduler:
            folder = TemporaryDirectory(prefix="glaneur-dask-", ignore_cleanup_errors=True)
            stack.enter_context(dask.config.set({"temporary-directory": stack.enter_context(folder)}))
            cluster = _whole(partial(_local, workers))
            scheduler = stack.enter_context(cluster).scheduler_address
        client = stack.enter_context(_client(scheduler))
        ahead = AHEAD * max(workers, sum(client.nthreads().values()))
        lost = yield from _drain(client, batches, ahead, work)
        singles = iter([[article] for batch in lost for article in batch])
        for killer in (yield from _drain(client, singles, 1, work)):
            yield killer, None


def _local(workers: int) -> Any:
    """Return a cluster of this machine; Ctrl-C is no business of its processes, which would each tell of it at length.

    They are started by threads of this one, and take over which signals it does not see.
    """
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # started by the first of them, it would have the thread see Ctrl-C again
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        # Any free port: that of the dashboard may be taken by another cluster, of which Dask would tell.
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0", "dashboard": False},
        silence_logs=logging.CRITICAL,
    )


def _whole(start: Callable[[], Any]) -> Any:
    """Return a cluster that is started to its end, even when the run is interrupted: half of one cannot be closed."""
    with ThreadPoolExecutor(1) as pool:
        started = pool.submit(start)
        try:
            return started.result()
        except KeyboardInterrupt:
            started.result().close()
            raise


def _client(scheduler: str) -> Any:
    """Return a client of a scheduler; raises ``ConnectionError``, which names it, where it does not answer."""
    try:
        return Client(scheduler)  # type: ignore[no-untyped-call]
    except OSError:
        raise ConnectionError(f"le serveur Dask {scheduler} ne répond pas.") from None


def _drain(
    client: Client, batches: Iterator[Any], ahead: int, work: Callable[[Any], Any]
) -> Generator[tuple[Any, Any], None, list[Any]]:
    """Work through batches; return those whose worker died, which Dask cannot tell from those that waited beside."""
    waiting: dict[Any, Sequence[Any]] = {}
    lost = []

    def submit(batch: Sequence[Any]) -> Any:
        future = client.submit(work, batch, pure=False)
        waiting[future.key] = batch
        return future

    flow: Any = as_completed([submit(batch) for batch in islice(batches, ahead)])  # type: ignore[no-untyped-call]
    for future in flow:
        batch = waiting.pop(future.key)
        error = future.exception()
        if isinstance(error, KilledWorker):
            lost.append(batch)
        elif error is not None:
            raise error
        else:
            yield batch, future.result()
        for following in islice(batches, 1):
            flow.add(submit(following))
    return lost
