"""What readers share: a source to read, the registry by suffix, the way to say that something is unreadable."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pipeline.articles import Article
from pipeline.problems import problem
from pipeline.records import Problem


class UnreadableError(Exception):
    """A source cannot be read; ``code`` and ``values`` make its row of the table ``problems``."""

    def __init__(self, code: str, **values: Any) -> None:
        """Keep the code of ``pipeline.problems`` and the values of its sentence."""
        super().__init__(code)
        self.code = code
        self.values: dict[str, Any] = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of the corpus.

    ``path`` is relative to the corpus folder; ``article_id`` is the path without suffix; ``open`` gives its
    bytes; ``columns`` says which column of a table holds which field (``{"text": "corps"}``), against the guess.
    """

    path: str
    article_id: str
    open: Callable[[], BinaryIO]
    columns: Mapping[str, str] = field(default_factory=dict)

    def problem(self, code: str, *, article_id: str = "", **values: Any) -> Problem:
        """Return a row of the table ``problems`` about this file."""
        return problem(code, path=self.path, article_id=article_id, **values)


Read = Callable[[Source], Iterator[Article | Problem]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: the function that reads it, and whether one file holds many articles."""

    read: Read
    many: bool


READERS: dict[str, Reader] = {}


def reader(*suffixes: str, many: bool = False) -> Callable[[Read], Read]:
    """Register a function ``(source) -> articles and problems`` as the reader of files with these suffixes."""

    def register(read: Read) -> Read:
        READERS.update(dict.fromkeys(suffixes, Reader(read, many)))
        return read

    return register
