"""One changed article costs its own rows: those of the others are taken from the CSV of the last run, byte for byte.

Beside the results stands, for each article and table, how many bytes its rows have in the CSV and from what they were
made (a *mark*: the key of its result, and what the corpus says of its names). Where the mark is the same the bytes are
copied, long runs of articles at once; where it is not, the rows are made and written. Nothing is taken from tables
that somebody has changed since.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import SEEK_END, StringIO
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.output.dialects import Dialect
from pipeline.output.edited import digest, written
from pipeline.output.tables import Row
from pipeline.records import Column

_TABLES = """
create table if not exists placed (name text, article_id blob, mark blob, size integer, rows integer, crc integer,
    primary key (name, article_id)) without rowid;
create table if not exists known (files text);
"""
# Bytes copied at once.
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """What an article has in a table: its id, the mark of its rows, and the rows when they are asked for."""

    article_id: str
    mark: bytes
    rows: Callable[[], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class _Placed:
    article_id: str
    mark: bytes
    start: int
    size: int
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
            self.base.execute("delete from placed")

    def pour(self, name: str, dialect: Dialect, columns: tuple[Column, ...], out: BinaryIO) -> int:
        """Write the rows of a table below its header; return how many there are."""
        with suppress(FileNotFoundError, IsADirectoryError), (self.outputs / f"{name}.csv").open("rb") as last:
            before = self._before(name, out.tell(), last.seek(0, SEEK_END))
            return self._merge(name, iter(before), last, dialect, columns, out)
        return self._merge(name, iter(()), None, dialect, columns, out)

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

    def _before(self, name: str, start: int, end: int) -> list[_Placed]:
        """Return where the rows of each article stand in a table of ``end`` bytes; nothing if that was damaged."""
        query = "select article_id, mark, size, rows, crc from placed where name = ? order by article_id"
        found = []
        for article_id, mark, size, rows, crc in self.base.execute(query, (name,)):
            if crc != _crc(article_id, mark, size, rows):
                break
            found.append(_Placed(article_id.decode("utf-8", "surrogatepass"), mark, start, size, rows))
            start += size
        if found and start == end:
            return found
        self.base.execute("delete from placed where name = ?", (name,))
        return []

    def _merge(
        self,
        name: str,
        before: Iterator[_Placed],
        last: BinaryIO | None,
        dialect: Dialect,
        columns: tuple[Column, ...],
        out: BinaryIO,
    ) -> int:
        count, copy, render = 0, _Copy(last, out), Render(dialect, columns)
        made: list[tuple[Any, ...]] = []
        old = next(before, None)
        for part in self.parts[name]():
            while old and old.article_id < part.article_id:
                self._forget(name, old.article_id)
                old = next(before, None)
            if old and (old.article_id, old.mark) == (part.article_id, part.mark):
                copy.take(old.start, old.size)
                count += old.rows
            else:
                copy.flush()
                data, rows = render(part.rows())
                out.write(data)
                count += rows
                placed = (_bytes(part.article_id), part.mark, len(data), rows)
                made.append((name, *placed, _crc(*placed)))
            if old and old.article_id == part.article_id:
                old = next(before, None)
        copy.flush()
        while old:
            self._forget(name, old.article_id)
            old = next(before, None)
        self.base.executemany("insert or replace into placed values (?, ?, ?, ?, ?, ?)", made)
        return count

    def _forget(self, name: str, article_id: str) -> None:
        self.base.execute("delete from placed where name = ? and article_id = ?", (name, _bytes(article_id)))


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

    def flush(self) -> None:
        """Copy what waits."""
        if self.source:
            self.source.seek(self.start)
            while self.start < self.end:
                data = self.source.read(min(CHUNK, self.end - self.start))
                self.out.write(data)
                self.start += len(data)
        self.start = self.end


def _bytes(text: str) -> bytes:
    """Return an id as bytes that sort as it does."""
    return text.encode("utf-8", "surrogatepass")


def _crc(*placed: Any) -> int:
    """Return the checksum of what is known of the rows of an article."""
    return zlib.crc32(repr(placed).encode())


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


def mark_of(*known: Any) -> bytes:
    """Return the mark of rows that depend on ``known``.

    >>> mark_of(b"key", [("per-lea-morin", "Léa Morin")]) == mark_of(b"key", [("per-lea-morin", "Léa Marin")])
    False
    """
    return hashlib.blake2b(repr(known).encode("utf-8", "backslashreplace"), digest_size=16).digest()
