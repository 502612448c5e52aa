"""The vectors of word forms, learnt once and remembered: the ``embed`` layer of a tok2vec, asked for new forms only.

``embed`` reads of a token its form, its norm and whether a space follows, no more: prefix, suffix, shape and static
vector are those of the form. And forms recur: of a hundred words of an article, six are new.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise, repeat
from typing import Any

import numpy
from spacy.tokens import Doc

from pipeline.model.embedding import KEY, Embedding

# Word forms remembered at most; beyond, all are forgotten and learnt anew. 60,000 take 40 MB.
FORMS = 60_000
# Odd numbers without a pattern: they spread the three features of a token over the 64 bits of its key. Two of a
# million forms then share a key once in 37 million corpora.
_NORM, _SPACE = numpy.uint64(0x9E3779B97F4A7C15), numpy.uint64(0xC2B2AE3D27D4EB4F)

Array = Any


class FormMemory:
    """Remembers the vectors that an embedding gives to word forms."""

    def __init__(self, embed: Embedding, size: int = FORMS) -> None:
        """Remember ``size`` forms at most."""
        self.embed = embed
        self.size = size
        self.rows: dict[int, int] = {}
        self.vectors: Array = None

    def __call__(self, docs: Sequence[Doc]) -> list[Array]:
        """Return the vectors of the tokens of each Doc; the new forms of all are learnt together."""
        if not docs:
            return []
        bounds = [0, *accumulate(map(len, docs))]
        features = self.embed.features(docs)
        keys = _keys(features[:, : len(KEY)])
        found = self._find(keys)
        new = numpy.flatnonzero(found < 0).tolist()
        if new:
            places = {keys[place]: place for place in new}
            if len(self.rows) + len(places) > self.size:
                self.rows.clear()
                places = {key: place for place, key in enumerate(keys)}
            if len(places) > self.size:
                whole = self.embed(features, docs[0].vocab.vectors)
                return [whole[start:end] for start, end in pairwise(bounds)]
            self._learn(features, places, docs[0].vocab.vectors)
            found = self._find(keys)
        if self.vectors is None:  # not a word yet
            return [numpy.empty((0, self.embed.width), dtype="float32") for _ in docs]
        vectors = self.vectors[found]
        return [vectors[start:end] for start, end in pairwise(bounds)]

    def _find(self, keys: list[int]) -> Array:
        return numpy.fromiter(map(self.rows.get, keys, repeat(-1)), numpy.int64, len(keys))

    def _learn(self, features: Array, places: dict[int, int], static: Any) -> None:
        """Learn the forms that stand at ``places`` among the tokens, of all of which the features are given."""
        learnt = self.embed(features[numpy.fromiter(places.values(), numpy.int64, len(places))], static)
        if self.vectors is None:
            self.vectors = numpy.empty((self.size, learnt.shape[1]), dtype=learnt.dtype)
        first = len(self.rows)
        self.vectors[first : first + len(learnt)] = learnt
        self.rows.update(zip(places, range(first, first + len(places)), strict=True))


def _keys(features: Array) -> list[int]:
    orth, norm, space = features.T
    keys: list[int] = (orth ^ (norm * _NORM) ^ (space * _SPACE)).tolist()
    return keys
