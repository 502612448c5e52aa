"""Readers in time: one that takes too long over an article is stopped, and its file told."""

import signal
import threading
from collections.abc import Iterator
from typing import NoReturn, TypeVar

T = TypeVar("T")

# Seconds of the processor that a reader may take from one article to the next: those that are read here, not in a
# process apart, take one second for a novel.
SECONDS = 60


class TooLongError(Exception):
    """A reader has used up its seconds."""


def in_time(items: Iterator[T], seconds: float = SECONDS) -> Iterator[T]:
    """Yield the items, each of which may take so many seconds of the processor; raises ``TooLongError`` where not.

    Where the system has no such alarm, or in a thread, which cannot be interrupted, nothing is bounded.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield from items
        return
    while True:
        before = signal.signal(signal.SIGVTALRM, _late)
        # Once more each second: a library may have held the first for a fault of the file.
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)
        try:
            item = next(items)
        except StopIteration:
            return
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before or signal.SIG_DFL)
        yield item


def _late(*_: object) -> NoReturn:
    raise TooLongError
