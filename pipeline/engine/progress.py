"""The progress bar: what is done, how far, how fast; on stderr, and only where somebody looks."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from tqdm import tqdm

log = logging.getLogger(__name__)

_BAR = "{desc} : {percentage:3.0f} %|{bar}| {n_fmt}/{total_fmt} [{elapsed}, encore {remaining}] {postfix}"
_COUNT = "{desc} : {n_fmt} [{elapsed}] {postfix}"


class Progress:
    """A bar over the articles of a run, or over its tables.

    >>> with Progress("Lecture", 3, shown=False) as bar:
    ...     bar.advance(words=120)
    """

    def __init__(self, stage: str, total: int | None, *, shown: bool) -> None:
        """Begin a bar over ``total`` things (None if unknown); nothing is written unless ``shown``."""
        self._words, self._start = 0, time.monotonic()
        bar = _BAR if total else _COUNT
        self._bar: Any = tqdm(
            total=total, desc=stage, disable=not shown, dynamic_ncols=True, leave=False, bar_format=bar
        )

    def advance(self, *, words: int = 0) -> None:
        """Count one more article, of ``words`` words, or one more table."""
        self._words += words
        elapsed = time.monotonic() - self._start
        if self._words and elapsed:
            self._bar.set_postfix_str(f"{self._words / elapsed:.0f} mots/s", refresh=False)
        self._bar.update()

    def say(self, what: str) -> None:
        """Tell what is done now, and count it."""
        self._bar.set_postfix_str(what, refresh=True)
        self._bar.update()

    def __enter__(self) -> "Progress":
        """Show the bar."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Take the bar away."""
        self._bar.close()


@contextmanager
def timed(stage: str) -> Iterator[None]:
    """Tell, to those who ask for it, how many seconds a stage has taken."""
    start = time.monotonic()
    yield
    seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
    log.info("%s : %s s", stage, seconds)
