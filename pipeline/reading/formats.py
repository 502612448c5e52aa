"""What readers share: a source to read, the registry of formats, the way to say that something is unreadable.

A format says by what content it is recognised (``sniff``, on the first bytes) and which suffixes are its own. The
content is asked first, of the particular formats (an export in RTF) before the ``general`` (any RTF); then the suffix.
"""

import codecs
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, BinaryIO, TypeVar

from pipeline.articles import Article
from pipeline.problems import problem, refusal
from pipeline.reading import in_time
from pipeline.records import Problem

T = TypeVar("T")

# What the libraries raise on an archive or a document of an office that is damaged.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)
_EMPTY_ZIP = b"PK\x05\x06"
# So many bytes tell a format: a saved page may open with a long style sheet.
HEAD = 1 << 19
# Bytes that most files do not exceed.
USUAL = 1 << 16
# A file that must be held whole may have so many bytes; a novel has one million.
LARGEST = 64 << 20


class UnreadableError(Exception):
    """A source cannot be read; ``code`` and ``values`` make its row of the table ``problems``."""

    def __init__(self, code: str, **values: Any) -> None:
        """Keep the code of ``pipeline.problems`` and the values of its sentence."""
        super().__init__(code)
        self.code = code
        self.values: dict[str, Any] = values


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file of the corpus.

    ``path`` is relative to the corpus folder; ``article_id`` is the path without suffix; ``open`` gives its
    bytes; ``columns`` says which column of a table holds which field (``{"text": "corps"}``), against the guess;
    ``beside`` opens a file of the same folder with another suffix, where there is one.
    """

    path: str
    article_id: str
    open: Callable[[], BinaryIO]
    columns: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[str], BinaryIO | None] = field(default=lambda _suffix: None)

    def problem(self, code: str, *, article_id: str = "", **values: Any) -> Problem:
        """Return a row of the table ``problems`` about this file."""
        return problem(code, path=self.path, article_id=article_id, **values)

    def read(self, most: int = LARGEST) -> bytes:
        """Return the bytes of the file; raise ``UnreadableError`` where there are none, or more than ``most``."""
        data = self.head
        if len(data) == HEAD:
            with self.open() as handle:
                data = handle.read(most + 1)
        if len(data) > most:
            raise UnreadableError("too-large", most=most >> 20)
        if not data.strip():
            raise UnreadableError("empty-file")
        return data

    @cached_property
    def suffix(self) -> str:
        """Return the suffix of the file, in small letters, with its point."""
        return PurePosixPath(self.path).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """Return the first bytes of the file."""
        with self.open() as handle:
            data = handle.read(USUAL)
            # To ask for more at once is to make room for it.
            return data + handle.read(HEAD - USUAL) if len(data) == USUAL else data

    @cached_property
    def opening(self) -> str:
        """Return the first bytes as text, loosely decoded: enough to look for marks in."""
        data = self.head
        if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            return data.decode("utf-32", "replace")
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16", "replace")
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")

    @cached_property
    def members(self) -> frozenset[str]:
        """Return the names of the files in a .zip (a document of an office is one); empty if this is none."""
        if not self.head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return frozenset()
        try:
            with self.open() as handle, zipfile.ZipFile(handle) as archive:
                return frozenset(archive.namelist())
        except DAMAGED as error:
            raise UnreadableError("damaged-file") from error


Read = Callable[[Source], Iterator[Article | Problem]]
Sniff = Callable[[Source], bool]
Columns = Callable[[Source], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A format: its name for people, the function that reads it, how it is recognised.

    ``many`` tells that one file holds many articles; ``general`` that others know this content better; ``columns``
    returns the names of the columns of a table of articles; ``example`` is what such a file is called and holds.
    """

    title: str
    read: Read
    suffixes: tuple[str, ...]
    sniff: Sniff | None
    many: bool
    general: bool
    example: str
    columns: Columns | None


READERS: list[Reader] = []


def reader(
    title: str,
    *suffixes: str,
    example: str,
    sniff: Sniff | None = None,
    many: bool = False,
    general: bool = False,
    columns: Columns | None = None,
) -> Callable[[Read], Read]:
    """Register a function ``(source) -> articles and problems`` as the reader of a format."""

    def register(read: Read) -> Read:
        asked = {"suffixes": suffixes, "sniff": sniff, "many": many, "general": general, "columns": columns}
        READERS.append(Reader(title=title, read=read, example=example, **asked))  # type: ignore[arg-type]
        return read

    return register


def reader_of(source: Source) -> Reader:
    """Return the reader of a source: by its content, else by its suffix; raise ``UnreadableError`` if none."""
    for one in sorted(READERS, key=lambda one: one.general):
        if one.sniff is not None and one.sniff(source):
            return one
    for one in READERS:
        if source.suffix in one.suffixes:
            return one
    if source.suffix in (".zip", ".gz"):  # else it would have been opened
        raise UnreadableError("no-article" if source.head.startswith(_EMPTY_ZIP) else "damaged-file")
    known = sorted({suffix for one in READERS for suffix in one.suffixes})
    raise UnreadableError("unknown-suffix", suffixes=" ".join(known))


def is_foreign(path: str) -> bool:
    """Tell whether the name of a file says that it is nothing that is read, as that of a picture beside an article."""
    suffix = PurePosixPath(path).suffix.lower()
    return suffix not in ("", ".gz", ".zip") and not any(suffix in one.suffixes for one in READERS)


def guarded(source: Source, items: Iterator[T]) -> Iterator[T | Problem]:
    """Yield the items of a source until something goes wrong, or takes too long: a problem of that source."""
    try:
        yield from in_time.in_time(items)
    except Exception as error:  # noqa: BLE001 - a fault in one file must not lose the others
        code, values = trouble(error)
        yield source.problem(code, **values)


def trouble(error: Exception) -> tuple[str, dict[str, Any]]:
    """Return the code of a problem and the values of its sentence for what a reader has met.

    >>> trouble(OSError(5, "Input/output error"))
    ('unreadable-file', {'error': "le disque n'a pu être lu ou écrit (plein, débranché ?)"})
    """
    if isinstance(error, UnreadableError):
        return error.code, error.values
    if isinstance(error, OSError):
        return "unreadable-file", {"error": refusal(error)}
    if isinstance(error, in_time.TooLongError):
        return "slow-file", {"most": in_time.SECONDS}
    if isinstance(error, RecursionError):
        return "too-deep", {}
    return "reader-failed", {"error": f"{type(error).__name__} : {error}"[:200]}
