"""A store on the disk: its files, and what may be wrong with them.

A full disk is told as it is, everything else as a store that must be rebuilt.
"""

import errno
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_NO_ROOM = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


class BrokenStoreError(Exception):
    """The store cannot be read: it must be rebuilt."""


def as_bytes(text: str) -> bytes:
    """Return text as bytes that sort as the text does, whatever it holds."""
    return text.encode("utf-8", "surrogatepass")


def as_text(data: bytes) -> str:
    """Return the text of :func:`as_bytes`."""
    return data.decode("utf-8", "surrogatepass")


def crc_of(*known: Any) -> int:
    """Return the checksum that stands beside what is kept, its key included: one flipped bit is always seen."""
    crc = 0
    for value in known:
        crc = zlib.crc32(value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass"), crc)
    return crc


def read(made: Callable[[bytes], T], data: bytes) -> T:
    """Return what is made of a part; raises ``BrokenStoreError`` if it is not whole."""
    try:
        return made(data)
    except ValueError as error:
        raise BrokenStoreError(str(error)) from None


@contextmanager
def told_as(path: Path) -> Iterator[None]:
    """Tell a full or closed disk as ``OSError``, and everything else as a broken store."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _NO_ROOM:
            number = errno.EISDIR if code == sqlite3.SQLITE_CANTOPEN and path.is_dir() else _NO_ROOM[code]
            raise OSError(number, os.strerror(number), str(path)) from None
        raise BrokenStoreError(f"{path}: {error}") from error


def store_files(name: str) -> tuple[str, ...]:
    """Return the names of the files of a store.

    >>> store_files("cache")
    ('cache', 'cache-wal', 'cache-shm')
    """
    return name, f"{name}-wal", f"{name}-shm"


def remove_store(path: Path) -> None:
    """Throw a store away."""
    for name in store_files(path.name):
        path.with_name(name).unlink(missing_ok=True)
