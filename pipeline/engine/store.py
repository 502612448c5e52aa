"""The store of a run: results by article, in SQLite; kept for the next run, it is the cache.

A result is found again by a digest of everything that it depends on (see :mod:`pipeline.engine.keys`), so nothing in
the store is ever out of date; what cannot be read is thrown away and computed anew.
"""

import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from pipeline.engine.codec import Result, unpack
from pipeline.engine.store_disk import BrokenStoreError, as_bytes, as_text, crc_of, read, told_as
from pipeline.records import Record

# Of the layout of the store: another one is thrown away.
LAYOUT = 8
_TABLES = """
create table results (key blob primary key, words integer, sha256 text, names text, crc integer) without rowid;
create table parts (key blob, name text, data blob, crc integer, primary key (key, name));
create table sources (key blob primary key, data blob, crc integer);
create table noted (key blob primary key, told text, crc integer);
create table shares (stamp text, data blob, crc integer);
create table written (state text, told text, crc integer);
"""
# What a run takes of it: articles, files that were read.
_OF_RUN = """
create temp table run (article_id blob primary key, key blob) without rowid;
create temp table recalled (key blob primary key) without rowid;
"""
# The articles of a run with the names of what their results have, and with what these have in one table.
_OF_RESULTS = "from run left join results on results.key = run.key"
_NAMES = f"select article_id, run.key, names {_OF_RESULTS}"
_PARTS = (
    f"select article_id, run.key, names, data, parts.crc {_OF_RESULTS}"
    " left join parts on parts.key = run.key and parts.name = ?"
)
_IN_ORDER = " order by article_id"
# Bytes that wait to be written down together: a transaction for each article and file would cost more than they do.
MOST_WAITING = 1 << 20
# A pair of texts, by its key, and the share of one that comes again in the other.
_SHARE = "16sd"
# What is kept, and by which articles or files of a run it is used.
_USED = (("parts", "run"), ("results", "run"), ("sources", "recalled"), ("noted", "recalled"))


class Store:
    """Results by key, and the articles of this run by id."""

    def __init__(self, path: Path) -> None:
        """Open the store of ``path``, or begin one; the articles of the last run are forgotten, not their results.

        Raises ``OSError`` where it may not be written and ``BrokenStoreError`` where it is no store of ours.
        """
        self.path = path
        self.taken = 0
        self._waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._weight = 0
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
        words = self._results.get(key)
        if words is not None:
            self._take(article_id, key)
        return words

    def has(self, keys: Iterable[bytes]) -> bool:
        """Tell whether there is a result for each key."""
        return all(map(self._results.__contains__, keys))

    @cached_property
    def _results(self) -> dict[bytes, int]:
        """The words of every result by its key: read once, an article has none of its own to ask for."""
        found = {}
        with told_as(self.path):
            for row in self.base.execute("select key, words, sha256, names, crc from results"):
                self._check(*row)
                found[row[0]] = row[1]
        return found

    def put(self, results: Iterable[tuple[bytes, Result]]) -> None:
        """Keep results under their keys, for this run and the next ones, all or none."""
        kept = list(results)
        with told_as(self.path), self._transaction():
            for key, result in kept:
                names = " ".join(sorted(result.parts))
                told = (key, result.words, result.sha256, names)
                self.base.execute("insert or replace into results values (?, ?, ?, ?, ?)", (*told, crc_of(*told)))
                self.base.executemany(
                    "insert or replace into parts values (?, ?, ?, ?)",
                    [(key, name, data, crc_of(key, name, data)) for name, data in sorted(result.parts.items())],
                )
        for key, result in kept:
            self._take(result.article_id, key)

    def _take(self, article_id: str, key: bytes) -> None:
        self.taken += 1
        self._wait("run", as_bytes(article_id), key)

    def _wait(self, table: str, *row: Any) -> None:
        """Have a row written down with others."""
        self._waiting[table].append(row)
        self._weight += sum(len(cell) for cell in row if not isinstance(cell, int))
        if self._weight > MOST_WAITING:
            self._settle()

    def _settle(self) -> None:
        """Write down what waits."""
        if not self._weight:
            return
        with told_as(self.path), self._transaction():
            for table, rows in self._waiting.items():
                marks = ", ".join("?" * len(rows[0]))
                self.base.executemany(f"insert or replace into {table} values ({marks})", rows)
        self._waiting.clear()
        self._weight = 0

    def recall(self, key: bytes) -> bytes | None:
        """Return what was remembered of a file, None if nothing is."""
        with told_as(self.path):
            found = self.base.execute("select data, crc from sources where key = ?", (key,)).fetchone()
            if found is None:
                return None
            self._check(key, *found)
            self._wait("recalled", key)
            return bytes(found[0])

    def remember(self, key: bytes, data: bytes) -> None:
        """Keep what was read of a file for the next runs."""
        self._wait("sources", key, data, crc_of(key, data))
        self._wait("recalled", key)

    def noted(self, key: bytes) -> str | None:
        """Return what was noted of the articles of a file that is remembered, None if nothing is."""
        found = self._notes.get(key)
        if found is None:
            return None
        self._check(key, *found)
        self._wait("recalled", key)
        return str(found[0])

    @cached_property
    def _notes(self) -> dict[bytes, tuple[Any, int]]:
        """What was noted of each file, and its checksum: read once, a file has none of its own to ask for."""
        with told_as(self.path):
            return {key: (told, crc) for key, told, crc in self.base.execute("select key, told, crc from noted")}

    def note(self, key: bytes, told: str) -> None:
        """Note something of the articles of a file, in the place of what was noted before."""
        self._wait("noted", key, told, crc_of(key, told))

    def parts(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield what the articles of this run have in a table, with their ids and in the order of these.

        Raises ``BrokenStoreError`` where an article of this run, or a part that its result should have, is missing:
        a damaged index loses rows without a word.
        """
        found = self._of_run(_PARTS + _IN_ORDER, name)
        for article_id, key, names, data, crc in found:
            if self._has(name, names, data):
                self._check(key, name, data, crc)
                yield as_text(article_id), data

    def having(self) -> Iterator[tuple[str, bytes, list[str]]]:
        """Yield the id of each article of this run, in order, its key and the tables in which it has something."""
        for article_id, key, names in self._of_run(_NAMES + _IN_ORDER):
            if names is None:
                raise BrokenStoreError(f"{self.path}: a result is missing")
            yield as_text(article_id), key, names.split(" ")

    def _of_run(self, query: str, *values: str) -> Iterator[Any]:
        """Yield what a query finds of each article of this run; raises ``BrokenStoreError`` where one is missing."""
        self._settle()
        count = 0
        with told_as(self.path):
            for row in self.base.execute(query, values):
                count += 1
                yield row
        if count != self.taken:
            raise BrokenStoreError(f"{self.path}: {self.taken - count} articles are missing")

    def records(self, cls: type[Record]) -> Iterator[list[Any]]:
        """Yield the records of a table, article by article; raises ``BrokenStoreError`` for what cannot be read."""
        return (read(partial(unpack, cls), data) for _, data in self.parts(cls.table.name))

    def record(self, cls: type[Record], article_id: str) -> list[Any]:
        """Return the records that one article of this run has in a table."""
        self._settle()
        with told_as(self.path):
            found: Any = self.base.execute(_NAMES + " where article_id = ?", (as_bytes(article_id),)).fetchone()
        if not found or found[2] is None:
            raise BrokenStoreError(f"{self.path}: an article is missing")
        _, key, names = found
        return self.part(cls, key) if cls.table.name in names.split(" ") else []

    def part(self, cls: type[Record], key: bytes) -> list[Any]:
        """Return the records that the result of ``key`` has in a table; raises ``BrokenStoreError`` if it has none."""
        query = "select data, crc from parts where key = ? and name = ?"
        with told_as(self.path):
            found = self.base.execute(query, (key, cls.table.name)).fetchone()
        if not found:
            raise BrokenStoreError(f"{self.path}: a part is missing")
        self._check(key, cls.table.name, *found)
        return read(partial(unpack, cls), found[0])

    def _has(self, name: str, names: str | None, part: Any) -> bool:
        """Tell whether a result has a part, as its ``names`` say; raises ``BrokenStoreError`` where they do not."""
        if names is None or (name in names.split(" ")) != (part is not None):
            raise BrokenStoreError(f"{self.path}: a result is not whole")
        return part is not None

    def words(self) -> int:
        """Return how many words the articles of this run have."""
        self._settle()
        with told_as(self.path):
            query = "select coalesce(sum(words), 0) from run join results using (key)"
            return int(self.base.execute(query).fetchone()[0])

    def articles(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the id of each article of this run, in order, and the key of its result."""
        self._settle()
        with told_as(self.path):
            yield from self.base.execute("select article_id, key from run order by article_id")

    def written(self, state: str) -> str | None:
        """Return what the last run told of its outputs, if it wrote them from the same state."""
        with told_as(self.path):
            found = self.base.execute("select told, crc from written where state = ?", (state,)).fetchone()
            return found[0] if found and crc_of(state, found[0]) == found[1] else None

    def write(self, state: str, told: str) -> None:
        """Note from what state the outputs were written, in the place of what was noted before."""
        with told_as(self.path), self._transaction():
            self.base.execute("delete from written")
            self.base.execute("insert into written values (?, ?, ?)", (state, told, crc_of(state, told)))

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
            self.base.execute("insert into shares values (?, ?, ?)", (stamp, data, crc_of(stamp, data)))

    def prune(self) -> None:
        """Forget the results and the files that this run did not use."""
        self._settle()
        with told_as(self.path), self._transaction():
            for name, used in _USED:
                self.base.execute(f"delete from {name} where key not in (select key from {used})")

    def _check(self, *known: Any) -> None:
        """Raise ``BrokenStoreError`` where what is ``known`` does not have its checksum, the last of it, any more."""
        if crc_of(*known[:-1]) != known[-1]:
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
