"""The progress bar: articles, words a second, time left; on stderr, and only where somebody looks."""

import time
from types import TracebackType
from typing import Any

from tqdm import tqdm


class Progress:
    """A bar over the articles of a run.

    >>> with Progress(3, shown=False) as bar:
    ...     bar.advance(words=120)
    """

    def __init__(self, articles: int | None, *, shown: bool) -> None:
        """Begin a bar over ``articles`` articles (None if unknown); nothing is written unless ``shown``."""
        self._words, self._start = 0, time.monotonic()
        self._bar: Any = tqdm(total=articles, unit=" articles", disable=not shown, dynamic_ncols=True, leave=False)

    def advance(self, *, words: int) -> None:
        """Count one more article, of ``words`` words."""
        self._words += words
        elapsed = time.monotonic() - self._start
        self._bar.set_postfix_str(f"{self._words / elapsed:,.0f} words/s" if elapsed else "", refresh=False)
        self._bar.update()

    def __enter__(self) -> "Progress":
        """Show the bar."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Take the bar away."""
        self._bar.close()
