"""The layers that read the neighbours of a word, computed straight in NumPy in the place of thinc's.

They are nine tenths of the arithmetic of a tok2vec: four times, each word is put beside the one before and the one
after, multiplied by the weights, the best of three pieces is kept (maxout), brought to mean 0 and variance 1
(layer norm), and added to what came in (residual). What thinc does besides - keeping what a gradient would ask for,
copies, a maxout element by element - is left out. Words stand in columns: all that is done beside the product then
runs along whole rows of memory, a maximum of three blocks, a sum of rows. A last row of ones brings in the bias.

A long sequence goes by itself, short ones are put together in blocks of one width: where the processor computes each
column of a block alike, which is tried out once, their words depend on no other sequence.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import numpy
from thinc.api import Model

# thinc's own, under the root of the variance.
_EPSILON = 1e-08
# Words of short sequences that go through the layers together, what lies between them included.
BLOCK = 512

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
                numpy.ascontiguousarray(
                    numpy.column_stack(
                        [
                            maxout.get_param("W").transpose(1, 0, 2).reshape(-1, inner),
                            maxout.get_param("b").T.reshape(-1),
                        ]
                    )
                ),
                norm.get_param("G")[:, None].copy(),
                norm.get_param("b")[:, None].copy(),
            )
            for maxout, norm in zip(maxouts, norms, strict=True)
        ]

        self.alike = _columns_alike(self.layers[0][0])

    def __call__(self, articles: Sequence[Sequence[Array]]) -> list[list[Array]]:
        """Return the encoded words of the sequences of each article; they depend on its own sequences alone."""
        if not self.alike:
            return [self._together(sequences, least=0) for sequences in articles]
        encoded = chain.from_iterable(map(self._together, self._blocks(chain.from_iterable(articles))))
        return [list(islice(encoded, len(sequences))) for sequences in articles]

    def apart(self, sequences: Sequence[Array]) -> list[Array]:
        """Return the encoded words of each sequence; they depend on it alone."""
        return [found for sequence in sequences for found in self._together([sequence], least=0)]

    def _blocks(self, sequences: Iterable[Array]) -> Iterator[list[Array]]:
        """Put sequences together, as many as a block holds; one that is too long for any is by itself."""
        block: list[Array] = []
        columns = self.pad
        for sequence in sequences:
            columns += len(sequence) + self.pad
            if block and columns > BLOCK:
                yield block
                block, columns = [], 2 * self.pad + len(sequence)
            block.append(sequence)
        if block:
            yield block

    def _together(self, sequences: Sequence[Array], least: int = BLOCK) -> list[Array]:
        """Return the encoded words of each sequence, computed in ``least`` columns or more."""
        columns = max(least, sum(map(len, sequences)) + self.pad * (len(sequences) + 1))
        beside = numpy.zeros((3 * self.width + 1, columns), dtype="float32")
        words = beside[self.width : 2 * self.width]
        bounds, start = [], self.pad
        for sequence in sequences:
            bounds.append((start, start + len(sequence)))
            words[:, start : start + len(sequence)] = sequence.T
            start += len(sequence) + self.pad
        self._encode(beside, words)
        return [numpy.ascontiguousarray(words[:, start:end].T) for start, end in bounds]

    def _encode(self, beside: Array, words: Array) -> None:
        """Encode in place the ``words``, the rows of ``beside`` in the middle."""
        width = self.width
        before, after = beside[:width], beside[2 * width : -1]
        beside[-1] = 1
        sums = numpy.empty((self.pieces * width, words.shape[1]), dtype="float32")
        best, *others = numpy.split(sums, self.pieces)
        for weights, gain, shift in self.layers:
            before[:, 1:] = words[:, :-1]
            after[:, :-1] = words[:, 1:]
            numpy.matmul(weights, beside, out=sums)
            for other in others:
                numpy.maximum(best, other, out=best)
            mean = numpy.add.reduce(best, axis=0)
            mean /= width
            best -= mean
            squares = numpy.multiply(best, best, out=others[0])
            deviation = numpy.add.reduce(squares, axis=0)
            deviation /= width
            deviation += _EPSILON
            numpy.sqrt(deviation, out=deviation)
            best /= deviation
            best *= gain
            best += shift
            words += best


def _columns_alike(weights: Array) -> bool:
    """Tell whether NumPy's product with ``weights`` computes every column of a block alike."""
    column = numpy.random.default_rng(0).standard_normal((weights.shape[1], 1), dtype="float32")
    found = weights @ numpy.tile(column, (1, BLOCK))
    return bool((found == found[:, :1]).all())
