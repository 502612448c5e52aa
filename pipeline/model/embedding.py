"""The layer that makes the vector of a word form, computed straight in NumPy in the place of thinc's.

It looks up the norm, prefix, suffix and shape of a word in a table each (four rows of it by a hash, added up), its
static vector, and mixes them all: a product, the best of three pieces (maxout), mean 0 and variance 1 (layer norm).
thinc carries the words through eight layers for this, each of which copies them, and keeps what a gradient would ask.
Each word is computed as if it were the only one.
"""

from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy
from spacy.attrs import NORM, ORTH, SPACY  # type: ignore[import-not-found]
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from pipeline.model.products import rows_alike

# thinc's own, beside the variance.
_EPSILON = 1e-08
# All that the layer looks at follows from these: the form of a word, its norm, whether a space follows.
KEY = (ORTH, NORM, SPACY)

Array = Any


class Embedding:
    """Stands for the ``embed`` layer of a tok2vec (``spacy.MultiHashEmbed.v2``)."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        """Read the weights of ``embed``; raises ``ValueError`` if it is of another make."""
        nodes: dict[str, list[Any]] = {}
        for node in embed.walk():
            nodes.setdefault(node.name, []).append(node)
        kinds = ("extract_features", "static_vectors", "maxout", "layernorm")
        if any(len(nodes.get(kind, ())) != 1 for kind in kinds) or "hashembed" not in nodes:
            raise ValueError("an embedding of another make")
        columns, static, mix, norm = (nodes[kind][0] for kind in kinds)
        self.columns: list[Any] = [*KEY, *columns.attrs["columns"]]
        self.tables = [
            (len(KEY) + node.attrs["column"], node.attrs["seed"], node.get_param("E")) for node in nodes["hashembed"]
        ]
        self.static = static.get_param("W").T.copy()
        self.width, self.pieces, self.inner = mix.get_param("W").shape
        if self.inner != self.width * (len(self.tables) + 1):
            raise ValueError("an embedding of another width")
        # All first pieces, all second ones: the best of each three is found by columns.
        self.mix = numpy.ascontiguousarray(mix.get_param("W").transpose(2, 1, 0).reshape(self.inner, -1))
        self.bias = mix.get_param("b").T.ravel()
        self.gain, self.shift = norm.get_param("G"), norm.get_param("b")
        self.ops = NumpyOps()

    def features(self, docs: Sequence[Doc]) -> Array:
        """Return what the vectors of all tokens of some Docs are made of: a row a token, first the ``KEY``."""
        return numpy.concatenate([doc.to_array(self.columns) for doc in docs])

    def __call__(self, features: Array, vectors: Any) -> Array:
        """Return the vectors of tokens from their :meth:`features`; ``vectors`` are the static ones."""
        known = numpy.empty((len(features), self.inner), dtype="float32")
        for start, (column, seed, table) in zip(range(0, self.inner, self.width), self.tables, strict=False):
            rows = self.ops.hash(numpy.ascontiguousarray(features[:, column]), seed) % len(table)
            known[:, start : start + self.width] = self.ops.gather_add(table, rows)
        known[:, -self.width :] = self._static(vectors, features[:, KEY.index(ORTH)])
        sums = rows_alike(known, self.mix)
        sums += self.bias
        best, *others = numpy.split(sums, self.pieces, axis=1)
        for other in others:
            numpy.maximum(best, other, out=best)
        return self._normal(best)

    def _static(self, vectors: Any, forms: Array) -> Array:
        """Return what the static vectors of word forms give, nothing for a form that has none."""
        rows = numpy.fromiter(map(vectors.key2row.get, forms.tolist(), repeat(-1)), numpy.int64, len(forms))
        found = rows_alike(vectors.data[rows], self.static)
        found[rows < 0] = 0
        return found

    def _normal(self, best: Array) -> Array:
        """Return each row brought to mean 0 and variance 1, then to the gain and shift that were learnt."""
        found = best - best.mean(axis=1, keepdims=True)
        deviation = numpy.square(found).mean(axis=1, keepdims=True)
        deviation += _EPSILON
        found /= numpy.sqrt(deviation, out=deviation)
        found *= self.gain
        found += self.shift
        return found
