"""What the readers made of the files of a corpus: a file whose bytes are the same is not taken apart again.

Its articles are found again by a digest of its bytes, its place, the code and the libraries of the readers: whatever a
reader may look at. Only files that gave nothing but articles are kept, and not the large ones, which are streamed.
Beside them is noted what must be known of them to take their results from the store: then they are not even recalled.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from io import BytesIO
from operator import attrgetter
from typing import Any

from pipeline.articles import Article
from pipeline.engine.codec import deflate
from pipeline.engine.keys import reading_stamp
from pipeline.engine.store import Store
from pipeline.engine.store_disk import read
from pipeline.reading.corpus import Known, read_source
from pipeline.reading.formats import USUAL, Source
from pipeline.records import Problem

# Bytes of a file that is kept at most.
MOST = 1 << 20

_NAMES = tuple(f.name for f in fields(Article))
_values = attrgetter(*_NAMES)
_PUBLISHED = _NAMES.index("published")


class Sources:
    """Reads files, or takes from the store what was read of them; ``stamp`` is that of the results."""

    def __init__(self, store: Store, stamp: str = "", *, keeps: bool = True) -> None:
        """Read with the code and the libraries of today; without ``keeps`` nothing is taken or kept."""
        self.store, self.stamp, self.keeps = store, stamp, keeps
        self.reading = hashlib.sha256(reading_stamp().encode())

    def file(self, source: Source) -> "File":
        """Return a file of the corpus as the store may know it."""
        content = _content(source) if self.keeps else None
        return File(self, source, content, None if content is None else self._key(source, content))

    def _key(self, source: Source, content: bytes) -> bytes:
        """Return under which key a file is kept."""
        digest = self.reading.copy()
        digest.update(ascii((source.path, source.article_id, sorted(source.columns.items()))).encode() + b"\0")
        digest.update(content)
        return digest.digest()


@dataclass(slots=True)
class File:
    """A file of the corpus: its bytes, unless it is large or cannot be read, and under which key it is kept.

    ``beside`` are the suffixes that no file beside it has, once its articles are remembered.
    """

    sources: Sources
    source: Source
    content: bytes | None
    key: bytes | None
    beside: list[str] | None = None
    taken: list[tuple[Known, str]] = field(default_factory=list)

    def noted(self) -> list[tuple[Known, bytes]]:
        """Return its articles with the keys of their results, if all is noted of them and nothing beside it changed."""
        told = self.sources.store.noted(self.key) if self.key else None
        if told is None:
            return []
        stamp, beside, articles = json.loads(told)
        if stamp != self.sources.stamp or any(map(partial(_is_beside, self.source), beside)):
            return []
        return [(Known(*known), bytes.fromhex(key)) for known, key in articles]

    def take(self, known: Known, key: bytes) -> None:
        """Take an article that was read, and the key of its result; those of a large file are not held."""
        if self.key:
            self.taken.append((known, key.hex()))

    def note(self) -> None:
        """Note the articles that were taken, for the next run, if they are remembered."""
        if self.key and self.taken and self.beside is not None:
            told = [self.sources.stamp, self.beside, self.taken]
            self.sources.store.note(self.key, json.dumps(told, separators=(",", ":")))

    def items(self) -> Iterator[Article | Problem]:
        """Yield the articles and problems of the file."""
        source, content, key = self.source, self.content, self.key
        if content is None or key is None:
            yield from read_source(source)
            return
        data = self.sources.store.recall(key)
        if data is not None:
            beside, articles = read(unpacked, data)
            if not any(map(partial(_is_beside, source), beside)):
                self.beside = beside
                yield from articles
                return
        looked_for: list[str] = []
        found: list[Article | Problem] = []
        # The readers are given the bytes of the key: the file may change meanwhile.
        held = replace(source, open=partial(BytesIO, content), beside=partial(_beside, source, looked_for))
        for item in read_source(held):
            yield item
            found.append(item)
        kept = [item for item in found if isinstance(item, Article)]
        if kept and len(kept) == len(found) and not any(map(partial(_is_beside, source), set(looked_for))):
            self.beside = sorted(set(looked_for))
            self.sources.store.remember(key, packed(self.beside, kept))


def _content(source: Source) -> bytes | None:
    """Return the bytes of a file; none of one that is large or cannot be read, about which its reader will tell."""
    try:
        with source.open() as handle:
            data = handle.read(USUAL)
            if len(data) == USUAL:  # to ask for more at once is to make room for it
                data += handle.read(MOST + 1 - USUAL)
    except OSError:
        return None
    return data if len(data) <= MOST else None


def _beside(source: Source, looked_for: list[str], suffix: str) -> Any:
    looked_for.append(suffix)
    return source.beside(suffix)


def _is_beside(source: Source, suffix: str) -> bool:
    """Tell whether there is a file of the same name with another suffix."""
    handle = source.beside(suffix)
    if handle is not None:
        handle.close()
    return handle is not None


def packed(beside: list[str], articles: list[Article]) -> bytes:
    """Return articles, and the suffixes that no file beside theirs had, as bytes.

    >>> article = Article(article_id="a", text="Été.", published=date(2024, 3, 12), extra={"rubrique": "Ville"})
    >>> unpacked(packed([".ctx"], [article])) == [[".ctx"], [article]]
    True
    """
    rows = [[v.isoformat() if type(v) is date else v for v in _values(article)] for article in articles]
    return deflate(json.dumps([beside, rows], separators=(",", ":")).encode())


def unpacked(data: bytes) -> list[Any]:
    """Return what was packed; raises ``ValueError`` if the bytes are not whole."""
    try:
        beside, rows = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(f"a file that was read cannot be recalled: {error}") from None
    for row in rows:
        row[_PUBLISHED] = date.fromisoformat(row[_PUBLISHED]) if row[_PUBLISHED] else None
    return [beside, [Article(**dict(zip(_NAMES, row, strict=True))) for row in rows]]
