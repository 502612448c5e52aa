"""The layers that read the neighbours of a word, computed straight in NumPy in the place of thinc's.

They are nine tenths of the arithmetic of a tok2vec: four times, each word is put beside the one before and the one
after, multiplied by the weights, the best of three pieces is kept (maxout), brought to mean 0 and variance 1
(layer norm), and added to what came in (residual). What thinc does besides - keeping what a gradient would ask for,
copies, a maxout element by element - is left out: the weights of a piece stand side by side, so that the maxout is one
comparison of whole columns, and every step writes where the last one stood.
"""

from collections.abc import Sequence
from typing import Any

import numpy
from thinc.api import Model

# thinc's own, under the root of the variance.
_EPSILON = 1e-08

Array = Any


class Encoder:
    """Stands for the ``encode`` layer of a tok2vec (``spacy.MaxoutWindowEncoder.v2``)."""

    def __init__(self, encode: Model[Any, Any]) -> None:
        """Read the weights of ``encode``; raises ``ValueError`` if it is of another make."""
        nodes: list[Any] = list(encode.walk())
        maxouts, norms = ([n for n in nodes if n.name == name] for name in ("maxout", "layernorm"))
        windows = [n.attrs["window_size"] for n in nodes if n.name == "expand_window"]
        if not maxouts or len(maxouts) != len(norms) or windows != [1] * len(maxouts):
            raise ValueError("an encoder of another make")
        self.width, self.pieces, inner = maxouts[0].get_param("W").shape
        if inner != 3 * self.width:
            raise ValueError("an encoder of another width")
        # A row of nothing for each layer, as thinc has it: that far a word sees.
        self.pad = len(maxouts)
        self.layers = [
            (
                numpy.ascontiguousarray(maxout.get_param("W").transpose(2, 1, 0).reshape(inner, -1)),
                numpy.ascontiguousarray(maxout.get_param("b").T.reshape(-1)),
                norm.get_param("G"),
                norm.get_param("b"),
            )
            for maxout, norm in zip(maxouts, norms, strict=True)
        ]

    def __call__(self, sequences: Sequence[Array]) -> list[Array]:
        """Return the encoded words of each sequence; they depend, in their last bit, on the others beside it."""
        rows = sum(map(len, sequences)) + self.pad * (len(sequences) + 1)
        words = numpy.zeros((rows, self.width), dtype="float32")
        bounds, start = [], self.pad
        for sequence in sequences:
            bounds.append((start, start + len(sequence)))
            words[start : start + len(sequence)] = sequence
            start += len(sequence) + self.pad
        encoded = self._encode(words)
        return [encoded[start:end] for start, end in bounds]

    def apart(self, sequences: Sequence[Array]) -> list[Array]:
        """Return the encoded words of each sequence; they depend on it alone."""
        return [found for sequence in sequences for found in self([sequence])]

    def _encode(self, words: Array) -> Array:
        width = self.width
        beside = numpy.zeros((len(words), 3 * width), dtype="float32")
        sums = numpy.empty((len(words), self.pieces * width), dtype="float32")
        for weights, bias, gain, shift in self.layers:
            beside[1:, :width] = words[:-1]
            beside[:, width : 2 * width] = words
            beside[:-1, 2 * width :] = words[1:]
            numpy.matmul(beside, weights, out=sums)
            sums += bias
            best = numpy.maximum(sums[:, :width], sums[:, width : 2 * width])
            for piece in range(2, self.pieces):
                numpy.maximum(best, sums[:, piece * width : (piece + 1) * width], out=best)
            best -= best.mean(axis=1, keepdims=True)
            variance = numpy.einsum("ij,ij->i", best, best)
            variance /= width
            variance += _EPSILON
            best *= (variance ** (-1.0 / 2.0))[:, None]
            best *= gain
            best += shift
            best += words
            words = best
        return words
