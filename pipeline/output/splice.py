"""One changed article costs its own rows: those of the others are taken from the CSV of the last run, byte for byte.

Beside the results stands, for each table, how many bytes the rows of each article have in the CSV and from what they
were made (a *mark*: the key of its result, and what the corpus says of its names). Where the mark is the same the bytes
are copied, long runs of articles at once; where it is not, the rows are made and written. Nothing is taken from tables
that somebody has changed since.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from io import SEEK_END, StringIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.output.dialects import Dialect
from pipeline.output.edited import digest, written
from pipeline.output.tables import Row
from pipeline.records import Column

_TABLES = """
create table if not exists tables (name text primary key, placed text, crc integer);
create table if not exists known (files text);
"""
# Bytes copied at once.
CHUNK = 1 << 20


class Part(NamedTuple):
    """What an article has in a table: its id, the mark of its rows, and the rows when they are asked for."""

    article_id: str
    mark: str
    rows: Callable[[], Iterable[Row]]


class _Placed(NamedTuple):
    """Where the rows of an article stand in the CSV of a table, of what mark, and how many they are."""

    start: int
    size: int
    mark: str
    rows: int


class Splice:
    """The CSV of the last run, article by article; ``parts`` gives the parts of a table, in the order of their ids."""

    def __init__(
        self, path: Path, outputs: Path, stamp: str, parts: Mapping[str, Callable[[], Iterator[Part]]]
    ) -> None:
        """Open what ``path`` knows of the tables in ``outputs``; ``stamp`` is of all that every row depends on."""
        self.outputs, self.stamp, self.parts = outputs, stamp, parts
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.executescript(_TABLES)
        known = self.base.execute("select files from known").fetchone()
        self.base.execute("begin")
        if known is None or known[0] != json.dumps(self._files(outputs)):
            self.base.execute("delete from tables")

    def pour(self, name: str, dialect: Dialect, columns: tuple[Column, ...], out: BinaryIO) -> int:
        """Write the rows of a table below its header; return how many there are."""
        with suppress(FileNotFoundError, IsADirectoryError), (self.outputs / f"{name}.csv").open("rb") as last:
            before = self._before(name, out.tell(), last.seek(0, SEEK_END))
            return self._merge(name, before, _Copy(last, out), Render(dialect, columns))
        return self._merge(name, {}, _Copy(None, out), Render(dialect, columns))

    def done(self, folder: Path) -> None:
        """Keep what is known of the tables that were written into ``folder``, with their digests."""
        files = ((name, known) for name, known in sorted(written(folder).items()) if name[:-4] in self.parts)
        self.base.execute("delete from known")
        self.base.execute("insert into known values (?)", (json.dumps({"": self.stamp, **dict(files)}),))
        self.base.execute("commit")

    def close(self) -> None:
        """Close, and forget what was not done."""
        self.base.close()

    def _files(self, folder: Path) -> dict[str, str]:
        """Return the stamp, and the digest of each table."""
        names = (f"{name}.csv" for name in self.parts)
        return {"": self.stamp, **{name: digest(folder / name) for name in sorted(names) if (folder / name).is_file()}}

    def _before(self, name: str, start: int, end: int) -> dict[str, _Placed]:
        """Return where the rows of each article stand in a table of ``end`` bytes; nothing if that was damaged."""
        told = self.base.execute("select placed, crc from tables where name = ?", (name,)).fetchone()
        if told is None or told[1] != _crc(name, told[0]):
            return {}
        found = {}
        for article_id, size, mark, rows in json.loads(told[0]):
            found[article_id] = _Placed(start, size, mark, rows)
            start += size
        return found if start == end else {}

    def _merge(self, name: str, before: Mapping[str, _Placed], copy: "_Copy", render: "Render") -> int:
        """Write the rows of a table: those that are as ``before`` are copied, the others are made."""
        placed: list[tuple[str, int, str, int]] = []
        for article_id, mark, rows in self.parts[name]():
            old = before.get(article_id)
            if old and old.mark == mark:
                copy.take(old.start, old.size)
                placed.append((article_id, old.size, mark, old.rows))
            else:
                data, count = render(rows())
                copy.put(data)
                placed.append((article_id, len(data), mark, count))
        copy.flush()
        told = json.dumps(placed, separators=(",", ":"))
        self.base.execute("insert or replace into tables values (?, ?, ?)", (name, told, _crc(name, told)))
        return sum(count for *_, count in placed)


class _Copy:
    """Copies ranges of a file that follow one another as one."""

    def __init__(self, source: BinaryIO | None, out: BinaryIO) -> None:
        self.source, self.out = source, out
        self.start = self.end = 0

    def take(self, start: int, size: int) -> None:
        """Copy ``size`` bytes from ``start``, now or with what follows them."""
        if start != self.end:
            self.flush()
            self.start = start
        self.end = start + size

    def put(self, data: bytes) -> None:
        """Write other bytes, after those that wait."""
        self.flush()
        self.out.write(data)

    def flush(self) -> None:
        """Copy what waits."""
        if self.source:
            self.source.seek(self.start)
            while self.start < self.end:
                data = self.source.read(min(CHUNK, self.end - self.start))
                self.out.write(data)
                self.start += len(data)
        self.start = self.end


def _crc(name: str, placed: str) -> int:
    """Return the checksum of what is known of a table."""
    return zlib.crc32(f"{name} {placed}".encode())


class Render:
    """Makes of the rows of an article in a table what the CSV has, and says how many there are."""

    def __init__(self, dialect: Dialect, columns: tuple[Column, ...]) -> None:
        """Prepare for a table."""
        self.text = StringIO(newline="")
        self.write = dialect.sink(self.text, columns)
        self.encoding = dialect.encoding.removesuffix("-sig")

    def __call__(self, rows: Iterable[Row]) -> tuple[bytes, int]:
        """Return the bytes of rows and their number."""
        self.text.seek(0)
        self.text.truncate()
        count = 0
        for row in rows:
            self.write(row)
            count += 1
        return self.text.getvalue().encode(self.encoding), count


def mark_of(key: bytes, *known: str) -> str:
    """Return the mark of rows that depend on the result of ``key`` and on what else is ``known``.

    >>> mark_of(b"key", "Léa Morin") == mark_of(b"key", "Léa Marin")
    False
    """
    if not any(known):
        return key.hex()
    digest = hashlib.blake2b(key, digest_size=16)
    for text in known:
        digest.update(f"{len(text)} {text}".encode("utf-8", "backslashreplace"))
    return digest.hexdigest()
