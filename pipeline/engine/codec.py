"""Results as bytes: what workers send back and what the cache keeps. JSON, deflated: reading it runs no code."""

import json
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pipeline.records import maker

if TYPE_CHECKING:
    from pipeline.engine.extraction import Extraction

ARTICLES, PROBLEMS, SAMPLE, BRIEFS = "articles", "problems", "sample", "briefs"
# Of zlib: the quickest level, a window of 2**13 bytes, tables of 2**12 places.
_LEVEL, _WINDOW, _MEMORY = 1, 13, 5
# Before a sample: a day as its number (0: none), the digest of a text.
_HEAD = struct.Struct("<q32s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An extraction as bytes: one part a table, empty tables left out; the sample and the briefs as they are."""

    article_id: str
    words: int
    sha256: str
    parts: dict[str, bytes]


def encode(extraction: "Extraction") -> Result:
    """Return an extraction as bytes."""
    row = extraction.row
    tables = {**extraction.found, ARTICLES: [row], PROBLEMS: extraction.problems}
    return Result(
        article_id=row.article_id,
        words=row.words,
        sha256=row.sha256,
        parts={name: pack(records) for name, records in tables.items() if records}
        | {SAMPLE: packed_sample(row, extraction.sample), BRIEFS: extraction.briefs},
    )


def packed_sample(row: Any, sample: bytes) -> bytes:
    """Return the sample of an article after its day and the digest of its text, so that no run need read its row."""
    return _HEAD.pack(row.published.toordinal() if row.published else 0, bytes.fromhex(row.sha256)) + sample


def unpacked_sample(data: bytes) -> tuple[date | None, str, bytes]:
    """Return the day, the digest and the sample that were packed; raises ``ValueError`` if the bytes are not whole.

    >>> from pipeline.articles import ArticleRow
    >>> row = ArticleRow(published=date(2024, 3, 12), sha256="0f" * 32)
    >>> unpacked_sample(packed_sample(row, b"sample")) == (row.published, row.sha256, b"sample")
    True
    """
    try:
        day, digest = _HEAD.unpack_from(data)
        return date.fromordinal(day) if day else None, digest.hex(), data[_HEAD.size :]
    except (struct.error, OverflowError) as error:
        raise ValueError(f"a sample cannot be read: {error}") from None


def pack(records: Sequence[Any]) -> bytes:
    """Return records of one class as bytes.

    >>> from pipeline.records import Problem
    >>> unpack(Problem, pack([Problem(code="empty-file", path="é.txt")]))[0].path
    'é.txt'
    """
    kind: Any = type(records[0])
    get = _values(kind)
    text = json.dumps([get(r) for r in records], default=_plain, separators=(",", ":"))
    return deflate(text.encode())


def deflate(data: bytes) -> bytes:
    """Return bytes deflated, for ``zlib.decompress``.

    With the tables and the window that zlib takes by itself, it clears 300 kB before it begins: for a thousand bytes
    that is ten times the work.
    """
    deflated = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY)
    return deflated.compress(data) + deflated.flush()


def unpack(cls: Any, data: bytes) -> list[Any]:
    """Return the records of ``pack``; raises ``ValueError`` if the bytes are not whole or not of this class."""
    try:
        rows = json.loads(zlib.decompress(data), object_hook=_value)
        made = maker(cls)
        return [made([_tuple(v) if type(v) is list else v for v in row]) for row in rows]
    except (zlib.error, TypeError, KeyError) as error:
        raise ValueError(f"a result of {cls.table.name} cannot be read: {error}") from None


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls))


@cache
def _values(cls: Any) -> Callable[[Any], Any]:
    return attrgetter(*_names(cls))


def _plain(value: Any) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(f"a record may not hold {type(value).__name__}")


def _value(found: dict[str, str]) -> Decimal | date:
    return Decimal(found["decimal"]) if "decimal" in found else date.fromisoformat(found["date"])


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(v) if isinstance(v, list) else v for v in values)
