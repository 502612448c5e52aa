"""What the readers made of the files of a corpus: a file whose bytes are the same is not taken apart again.

Its articles are found again by a digest of its bytes, its place, the code and the libraries of the readers: whatever a
reader may look at. Only files that gave nothing but articles are kept, and not the large ones, which are streamed.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from functools import partial
from io import BytesIO
from operator import attrgetter
from typing import Any

from pipeline.articles import Article
from pipeline.engine.keys import reading_stamp
from pipeline.engine.store import Store, read
from pipeline.reading.corpus import read_source
from pipeline.reading.formats import Source
from pipeline.records import Problem

# Bytes of a file that is kept at most.
MOST = 1 << 20

_NAMES = tuple(f.name for f in fields(Article))
_values = attrgetter(*_NAMES)
_PUBLISHED = _NAMES.index("published")


class Sources:
    """Reads files, or takes from the store what was read of them."""

    def __init__(self, store: Store) -> None:
        """Read with the code and the libraries of today."""
        self.store, self.stamp = store, reading_stamp()

    def read(self, source: Source) -> Iterator[Article | Problem]:
        """Yield the articles and problems of a file."""
        content = _content(source)
        if content is None:
            yield from read_source(source)
            return
        key = self._key(source, content)
        data = self.store.recall(key)
        if data is not None:
            beside, articles = read(unpacked, data)
            if not any(map(partial(_is_beside, source), beside)):
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
            self.store.remember(key, packed(sorted(set(looked_for)), kept))

    def _key(self, source: Source, content: bytes) -> bytes:
        """Return under which key a file is kept."""
        known = json.dumps([self.stamp, source.path, source.article_id, sorted(source.columns.items())])
        return hashlib.sha256(known.encode() + b"\0" + content).digest()


def _content(source: Source) -> bytes | None:
    """Return the bytes of a file; none of one that is large or cannot be read, about which its reader will tell."""
    try:
        with source.open() as handle:
            data = handle.read(MOST + 1)
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
    return zlib.compress(json.dumps([beside, rows], separators=(",", ":")).encode(), 1)


def unpacked(data: bytes) -> list[Any]:
    """Return what was packed; raises ``ValueError`` if the bytes are not whole."""
    try:
        beside, rows = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(f"a file that was read cannot be recalled: {error}") from None
    for row in rows:
        row[_PUBLISHED] = date.fromisoformat(row[_PUBLISHED]) if row[_PUBLISHED] else None
    return [beside, [Article(**dict(zip(_NAMES, row, strict=True))) for row in rows]]
