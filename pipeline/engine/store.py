"""The store of a run: results by article, in SQLite; kept for the next run, it is the cache.

A result is found again by a digest of everything that it depends on (see :mod:`pipeline.engine.keys`), so nothing in
the store is ever out of date; what cannot be read is thrown away and computed anew.
"""

import errno
import os
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.engine.codec import Result, unpack
from pipeline.records import Record

# Of the layout of the store: another one is thrown away.
LAYOUT = 7
_TABLES = """
create table results (key blob primary key, words integer, sha256 text, names text, crc integer) without rowid;
create table parts (key blob, name text, data blob, crc integer, primary key (key, name));
create table sources (key blob primary key, data blob, crc integer);
create table shares (stamp text, data blob, crc integer);
create table written (state text, told text, crc integer);
"""
# What a run takes of it: articles, files that were read.
_OF_RUN = """
create temp table run (article_id blob primary key, key blob) without rowid;
create temp table recalled (key blob primary key) without rowid;
"""
# The articles of a run with their results and what these have in one table.
_PARTS = (
    "select article_id, run.key, names, {} from run left join results on results.key = run.key"
    " left join parts on parts.key = run.key and parts.name = ?"
)
_IN_ORDER = " order by article_id"
# A pair of texts, by its key, and the share of one that comes again in the other.
_SHARE = "16sd"
_NO_ROOM = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


class BrokenStoreError(Exception):
    """The store cannot be read: it must be rebuilt."""


class Store:
    """Results by key, and the articles of this run by id."""

    def __init__(self, path: Path) -> None:
        """Open the store of ``path``, or begin one; the articles of the last run are forgotten, not their results.

        Raises ``OSError`` where it may not be written and ``BrokenStoreError`` where it is no store of ours.
        """
        self.path = path
        self.taken = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        with told_as(path):
            self.base = sqlite3.connect(path, isolation_level=None)
            self.base.execute("pragma journal_mode = wal")
            self.base.execute("pragma synchronous = normal")
            if not self.base.execute("select count(*) from sqlite_master").fetchone()[0]:
                self.base.executescript(f"begin;{_TABLES}pragma user_version = {LAYOUT};commit;")
            if self.base.execute("pragma user_version").fetchone()[0] != LAYOUT:
                raise BrokenStoreError(f"{path}: another layout")
            self.base.execute("pragma temp_store = memory")
            self.base.executescript(_OF_RUN)

    def close(self) -> None:
        """Close the files."""
        self.base.close()

    def reuse(self, article_id: str, key: bytes) -> int | None:
        """Take the result of ``key`` for an article of this run; return its words, None if there is none."""
        with told_as(self.path):
            query = "select key, words, sha256, names, crc from results where key = ?"
            found = self.base.execute(query, (key,)).fetchone()
            if found is None:
                return None
            self._check(*found)
            self._take(article_id, key)
            return int(found[1])

    def put(self, results: Iterable[tuple[bytes, Result]]) -> None:
        """Keep results under their keys, for this run and the next ones, all or none."""
        with told_as(self.path), self._transaction():
            for key, result in results:
                names = " ".join(sorted(result.parts))
                told = (key, result.words, result.sha256, names)
                self.base.execute("insert or replace into results values (?, ?, ?, ?, ?)", (*told, _crc(*told)))
                self.base.executemany(
                    "insert or replace into parts values (?, ?, ?, ?)",
                    [(key, name, data, _crc(key, name, data)) for name, data in sorted(result.parts.items())],
                )
                self._take(result.article_id, key)

    def _take(self, article_id: str, key: bytes) -> None:
        self.base.execute("insert into run values (?, ?)", (_bytes(article_id), key))
        self.taken += 1

    def recall(self, key: bytes) -> bytes | None:
        """Return what was remembered of a file, None if nothing is."""
        with told_as(self.path):
            found = self.base.execute("select data, crc from sources where key = ?", (key,)).fetchone()
            if found is None:
                return None
            self._check(key, *found)
            self.base.execute("insert or ignore into recalled values (?)", (key,))
            return bytes(found[0])

    def remember(self, key: bytes, data: bytes) -> None:
        """Keep what was read of a file for the next runs."""
        with told_as(self.path):
            self.base.execute("insert or replace into sources values (?, ?, ?)", (key, data, _crc(key, data)))
            self.base.execute("insert or ignore into recalled values (?)", (key,))

    def parts(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield what the articles of this run have in a table, with their ids and in the order of these.

        Raises ``BrokenStoreError`` where an article of this run, or a part that its result should have, is missing:
        a damaged index loses rows without a word.
        """
        for article_id, key, data in self._parts(name, "data, parts.crc"):
            self._check(key, name, *data)
            yield _text(article_id), data[0]

    def having(self, name: str) -> list[tuple[str, bytes]]:
        """Return the ids of the articles of this run that have something in a table, in order, and their keys."""
        return [(_text(article_id), key) for article_id, key, _ in self._parts(name, "parts.name")]

    def _parts(self, name: str, wanted: str) -> Iterator[tuple[bytes, bytes, tuple[Any, ...]]]:
        """Yield id, key and the columns ``wanted`` of the parts that the articles of this run have in a table."""
        count = 0
        with told_as(self.path):
            for article_id, key, names, *part in self.base.execute(_PARTS.format(wanted) + _IN_ORDER, (name,)):
                count += 1
                if self._has(name, names, part[0]):
                    yield article_id, key, tuple(part)
        if count != self.taken:
            raise BrokenStoreError(f"{self.path}: {self.taken - count} articles are missing")

    def records(self, cls: type[Record]) -> Iterator[list[Any]]:
        """Yield the records of a table, article by article; raises ``BrokenStoreError`` for what cannot be read."""
        return (read(partial(unpack, cls), data) for _, data in self.parts(cls.table.name))

    def record(self, cls: type[Record], article_id: str) -> list[Any]:
        """Return the records that one article of this run has in a table."""
        query = _PARTS.format("data, parts.crc") + " where article_id = ?"
        with told_as(self.path):
            found: Any = self.base.execute(query, (cls.table.name, _bytes(article_id))).fetchone()
        if not found:
            raise BrokenStoreError(f"{self.path}: an article is missing")
        _, key, names, *part = found
        if not self._has(cls.table.name, names, part[0]):
            return []
        self._check(key, cls.table.name, *part)
        return read(partial(unpack, cls), part[0])

    def _has(self, name: str, names: str | None, part: Any) -> bool:
        """Tell whether a result has a part, as its ``names`` say; raises ``BrokenStoreError`` where they do not."""
        if names is None or (name in names.split(" ")) != (part is not None):
            raise BrokenStoreError(f"{self.path}: a result is not whole")
        return part is not None

    def words(self) -> int:
        """Return how many words the articles of this run have."""
        with told_as(self.path):
            query = "select coalesce(sum(words), 0) from run join results using (key)"
            return int(self.base.execute(query).fetchone()[0])

    def articles(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the id of each article of this run, in order, and the key of its result."""
        with told_as(self.path):
            yield from self.base.execute("select article_id, key from run order by article_id")

    def written(self, state: str) -> str | None:
        """Return what the last run told of its outputs, if it wrote them from the same state."""
        with told_as(self.path):
            found = self.base.execute("select told, crc from written where state = ?", (state,)).fetchone()
            return found[0] if found and _crc(state, found[0]) == found[1] else None

    def write(self, state: str, told: str) -> None:
        """Note from what state the outputs were written, in the place of what was noted before."""
        with told_as(self.path), self._transaction():
            self.base.execute("delete from written")
            self.base.execute("insert into written values (?, ?, ?)", (state, told, _crc(state, told)))

    def shares(self, stamp: str) -> dict[bytes, float]:
        """Return the shares of pairs of texts that the last run compared, if it did so under the same stamp."""
        with told_as(self.path):
            found = self.base.execute("select data, crc from shares where stamp = ?", (stamp,)).fetchone()
        if found is None:
            return {}
        self._check(stamp, *found)
        return dict(struct.iter_unpack(_SHARE, found[0]))

    def keep_shares(self, stamp: str, shares: Mapping[bytes, float]) -> None:
        """Keep the shares of pairs of texts, in the place of those before."""
        data = b"".join(struct.pack(_SHARE, pair, share) for pair, share in shares.items())
        with told_as(self.path), self._transaction():
            self.base.execute("delete from shares")
            self.base.execute("insert into shares values (?, ?, ?)", (stamp, data, _crc(stamp, data)))

    def prune(self) -> None:
        """Forget the results and the files that this run did not use."""
        with told_as(self.path), self._transaction():
            for name, used in (("parts", "run"), ("results", "run"), ("sources", "recalled")):
                self.base.execute(f"delete from {name} where key not in (select key from {used})")

    def _check(self, *known: Any) -> None:
        """Raise ``BrokenStoreError`` where what is ``known`` does not have its checksum, the last of it, any more."""
        if _crc(*known[:-1]) != known[-1]:
            raise BrokenStoreError(f"{self.path}: a result was changed")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.base.execute("begin")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self.base.execute("rollback")
            raise
        self.base.execute("commit")


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


def _crc(*known: Any) -> int:
    """Return the checksum that stands beside what is kept, its key included: one flipped bit is always seen."""
    crc = 0
    for value in known:
        crc = zlib.crc32(value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass"), crc)
    return crc


def read(made: Callable[[bytes], list[Any]], data: bytes) -> list[Any]:
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
            raise OSError(_NO_ROOM[code], os.strerror(_NO_ROOM[code]), str(path)) from None
        raise BrokenStoreError(f"{path}: {error}") from error


def _bytes(text: str) -> bytes:
    """Return text as bytes that sort as the text does, whatever it holds."""
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
