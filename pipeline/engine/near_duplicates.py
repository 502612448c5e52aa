"""Articles that say the same: agency copy with « (AFP) », another apostrophe, some words changed, its end cut.

An article is compared by its sequences of five words. So that no pair of a large corpus has to be looked at, each
article keeps a sample of its sequences, the same ones in every article (those whose digest is smallest): articles that
share some of the sample are compared whole, text against text.

Words changed here and there break all the sequences around them, so one word of five may differ, but only in a text
that was retouched: its names and figures come again, and what differs are single words. Two reports of one frame (stage
after stage of a race) differ in just these.
"""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import groupby, islice, pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.language.typography import fold

Digests = NDArray[np.uint64]
Places = NDArray[np.intp]

# Words in a sequence; share of the sequences of an article that another one must have for it to be a copy of it.
LENGTH, ENOUGH = 5, 0.8
# An article that is longer than the other by more than this holds it, and is no copy of it.
LONGER = 1.6
# A text of fewer sequences must come again whole, one of fewer than the second number word for word: in « Loto du
# 3 mars » and « Loto du 4 mars » one word is what matters.
SHORT, LOOSE = 20, 60
# Of a text that was retouched at least this share of the names and figures comes again, this share of the words that
# differ stands alone, and so many sequences come again (on 1,190 reports 1 is taken for another, 10 without).
FACTS, ALONE, RETOUCHED = 0.8, 0.3, 0.82
# Sequences of an article that are kept at least, where it has so many; how many of them a candidate must share.
SAMPLE, SHARED = 24, 2
# Articles that share one sequence and are looked at, the earliest; candidates of an article that are compared.
MOST_BEARERS, MOST_CANDIDATES = 8, 12
# Articles whose candidates are looked for together.
TOGETHER = 4096

_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


class Sampled(NamedTuple):
    """What must be known of an article to find of which other one it is a copy, but the sample of its text."""

    article_id: str
    published: date | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """Of which article another one is a copy, and what share of its sequences of words comes again, from 0 to 1."""

    of: str
    similarity: Decimal


# The shares of pairs of texts that were compared, by :func:`pair_of`.
Shares = dict[bytes, float]


def find_copies(
    rows: Iterable[tuple[Sampled, Digests]], text_of: Callable[[str], str], known: Shares | None = None
) -> dict[str, Copy]:
    """Return the copies among the articles, each with the earliest article that it repeats.

    ``rows`` are the articles with their :func:`sample`; ``text_of`` gives the text of an article by its id. ``known``
    are shares of an earlier run, which are not worked out anew; in the end it holds those of this one.
    Time and memory grow as the number of articles.
    """
    order: list[tuple[date, str, str]] = []
    samples: list[Digests] = []
    for row, own_sample in rows:
        order.append((row.published or date.max, row.article_id, row.sha256))
        samples.append(own_sample)
    ranks = sorted(range(len(order)), key=order.__getitem__)
    sequences_of = lru_cache(maxsize=256)(lambda article_id: Sequences(text_of(article_id)))
    before, compared, copies = dict(known or {}), {} if known is None else known, {}
    compared.clear()
    # Articles that are compared with the same ones follow one another: their sequences are made once.
    for later, candidates in sorted(_candidates([samples[i] for i in ranks]), key=lambda found: found[1][:1]):
        _, own, digest = order[ranks[later]]
        for earlier in candidates:
            _, first, other = order[ranks[earlier]]
            pair = pair_of(digest, other)
            share = before.get(pair)
            if share is None:
                share = sequences_of(own).share(sequences_of(first))
            compared[pair] = share
            if share >= ENOUGH:
                copies[own] = Copy(first, Decimal(f"{share:.3f}"))
                break
    return copies


def pair_of(one: str, other: str) -> bytes:
    """Return the key of a pair of texts, of which the digests are given.

    >>> pair_of("a", "b") == pair_of("b", "a")
    False
    """
    return hashlib.blake2b(f"{one} {other}".encode(), digest_size=16).digest()


def sample_of(text: str) -> bytes:
    """Return the sample of a text as bytes: what is kept of an article, so that no run has to read its text again."""
    return sample(sequences(text)).tobytes()


def sequences(text: str) -> Digests:
    """Return a digest of each sequence of five words, in reading order; of the whole where there are fewer words.

    >>> a, b = sequences("Le maire a dit oui hier."), sequences("le maire a dit oui lundi")
    >>> len(a), [bool(x) for x in a == b]
    (2, [True, False])
    """
    return _digests(_words(text), ())


def sample(digests: Digests) -> Digests:
    """Return about ``SAMPLE`` to twice as many of the digests, chosen by their value alone; all where there are few."""
    ordered = np.sort(digests)
    distinct = ordered[np.diff(ordered, prepend=~ordered[:1]) != 0]  # ``np.unique`` takes four times as long
    halvings = max(0, int(len(distinct) / SAMPLE).bit_length() - 1)
    kept: Digests = distinct[distinct < np.uint64((1 << (64 - halvings)) - 1)]
    return kept


class Sequences:
    """The sequences of five words of an article: as they stand, and with each of the five left open."""

    def __init__(self, text: str) -> None:
        """Take those of a text."""
        self.text = text
        self.words = _words(text)
        self.whole = _digests(self.words, ())

    @cached_property
    def open(self) -> tuple[Digests, ...]:
        """Return the digests of the sequences with each of their words left open."""
        return tuple(_digests(self.words, (place,)) for place in range(LENGTH))

    @cached_property
    def first(self) -> NDArray[np.intp]:
        """Return the places of the sequences, each once."""
        return np.unique(self.whole, return_index=True)[1]

    @cached_property
    def known(self) -> Digests:
        """Return the sequences in the order of their digests."""
        return np.sort(self.whole)

    @cached_property
    def known_open(self) -> tuple[Digests, ...]:
        """Return the sequences with each of their words left open, in the order of their digests."""
        return tuple(map(np.sort, self.open))

    @cached_property
    def known_words(self) -> Digests:
        """Return the words in the order of their digests."""
        return np.sort(self.words)

    def share(self, earlier: "Sequences") -> float:
        """Return the share of the sequences that come again in an earlier article, from 0 to 1.

        >>> text = "Le maire de Sorel a dit oui au projet de la gare"
        >>> Sequences(text).share(Sequences(f"Sorel (AFP) - {text}, lundi."))
        1.0
        """
        one, other = self, earlier
        if len(earlier.whole) < len(self.whole) <= LONGER * len(earlier.whole):
            one, other = earlier, self
        found = _among(one.whole, other.known)
        share = float(found[one.first].mean())
        if len(one.whole) < SHORT:
            return share if share == 1 else 0.0
        if share >= ENOUGH or len(one.whole) < LOOSE or one.most_loosely(other) < RETOUCHED:
            return share
        for mine, theirs in zip(one.open, other.known_open, strict=True):
            found |= _among(mine, theirs)
        loose = float(found[one.first].mean())
        return loose if loose >= RETOUCHED and is_retouched(one.text, other.text) else share

    def most_loosely(self, other: "Sequences") -> float:
        """Return a share that the sequences, one word left open, cannot exceed: four of their words must be there.

        It spares most pairs the comparison of all sequences.

        >>> Sequences("Le maire de Sorel a dit oui").most_loosely(Sequences("Le port de Sorel sera refait"))
        0.0
        """
        known = _among(self.words, other.known_words).astype(np.intp)
        return float((np.convolve(known, np.ones(LENGTH, np.intp), "valid") >= LENGTH - 1)[self.first].mean())


def _among(values: Digests, known: Digests) -> NDArray[np.bool_]:
    """Tell of each value whether it is one of the ``known``, which are in order."""
    found: NDArray[np.bool_] = known[np.minimum(known.searchsorted(values), len(known) - 1)] == values
    return found


def is_retouched(text: str, other: str) -> bool:
    """Tell whether a text is another one in which words were changed here and there.

    >>> frame = "Dimanche, {} a gagné à {} la course de {} kilomètres devant une foule venue de tout le pays."
    >>> is_retouched(frame.format("Paul Vial", "Orval", 12), frame.format("Luc Roux", "Sorel", 15))
    False
    >>> first = frame.format("Paul Vial", "Orval", 12)
    >>> is_retouched(first, first.replace("foule", "masse"))
    True
    """
    one, two = _WORD.findall(text), _WORD.findall(other)
    facts = {word for word in one if not word[0].islower()}
    if len(facts & set(two)) < FACTS * len(facts):
        return False
    alone = differing = 0
    for kind, start, end, begin, stop in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        differing += (end - start) * (kind != "equal")
        alone += kind == "replace" and end - start == stop - begin == 1
    return alone >= ALONE * differing


def _words(text: str) -> Digests:
    """Return a digest of each word: to work it out takes less time than to look for one that was kept."""
    return np.array([*map(zlib.crc32, map(str.encode, _WORD.findall(fold(text))))], dtype=np.uint64)


def _digests(words: Digests, left_open: Sequence[int]) -> Digests:
    """Return the digests of the sequences of five words, without the words at the places ``left_open``."""
    size = min(LENGTH, len(words))
    if not size:
        return np.zeros(0, dtype=np.uint64)
    count = len(words) - size + 1
    total = np.full(count, sum(1 << place for place in left_open), dtype=np.uint64)
    for place in range(size):
        if place not in left_open:
            total = (total ^ words[place : place + count]) * _FACTOR + np.uint64(place + 1)
            total ^= total >> _SHIFT
    return total * _FACTOR


def _candidates(samples: Sequence[Digests]) -> Iterator[tuple[int, list[int]]]:
    """Yield each article that shares enough of its sample with earlier ones, and those, the earliest first.

    Samples and articles are in the order of publication. Of the earlier ones those that share most are taken, of these
    the first that are met in the order of the digests.
    """
    sizes = np.array([*map(len, samples)], dtype=np.intp)
    for later, earlier, shared, met in _shared(samples, sizes):
        enough = np.minimum(sizes[earlier], np.minimum(sizes[later], SHARED))
        order = np.lexsort((met, -shared, later))
        likely = order[(shared >= enough)[order]]
        pairs = zip(later[likely].tolist(), earlier[likely].tolist(), strict=True)
        for article, found in groupby(pairs, key=itemgetter(0)):
            yield article, sorted(other for _, other in islice(found, MOST_CANDIDATES))


def _shared(samples: Sequence[Digests], sizes: Places) -> Iterator[tuple[Places, Places, Places, Places]]:
    """Yield, for ``TOGETHER`` articles at a time, the pairs that share digests: later and earlier one, how many, where.

    Of those that share a digest, the ``MOST_BEARERS`` earliest are looked at; where is the place at which they meet.
    """
    bearers = np.repeat(np.arange(len(samples)), sizes)
    digests = np.concatenate([*samples, np.zeros(0, dtype=np.uint64)])
    order = np.lexsort((bearers, digests))
    ordered, places = digests[order], np.arange(len(digests))
    # Where the bearers of the digest at each place begin; the same by article, and how many are before it.
    begins = np.maximum.accumulate(np.where(np.diff(ordered, prepend=~ordered[:1]) != 0, places, 0))
    first, before = np.empty_like(order), np.empty_like(order)
    first[order], before[order] = begins, np.minimum(places - begins, MOST_BEARERS)
    ends = [0, *np.cumsum(sizes)[TOGETHER - 1 :: TOGETHER].tolist(), len(digests)]
    for start, end in pairwise(ends):
        times = before[start:end]
        nth = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        later, earlier = np.repeat(bearers[start:end], times), bearers[order[np.repeat(first[start:end], times) + nth]]
        pairs, met, shared = np.unique(later * len(samples) + earlier, return_index=True, return_counts=True)
        yield pairs // len(samples), pairs % len(samples), shared, met
