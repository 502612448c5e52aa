"""The decoder of the entity recogniser: the same entities as spaCy's, found without walking through every word.

spaCy decides the action of each word in turn (begin, in, last, unit, out), and asks of each action whether it is
allowed. But outside an entity the scores of a word depend on its own vector alone, and inside one on the vectors of
the word, the one before and the first one: so the words where an entity may begin are found for a whole batch of
articles at once, and only the words of entities are followed one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.model.products import rows_alike

# Articles whose vectors are asked for together, and those that are decoded together: some 4,000 words, so that all that
# is known of them stays in the memory that is near the processor.
BATCH, FEW = 32, 16

# Words for which all entities of a batch are followed together. Where every word may begin an entity that has no end
# (``& & & ``), following each to its end is quadratic: a longer one is followed alone, and only if it is kept.
TOGETHER = 8
# Words of a long entity whose scores are asked for at once, at most.
BLOCK = 1024

Array = Any
Found = tuple[int, int, str]


@Language.factory("entity_decoder")
def entity_decoder(nlp: Language, name: str) -> "EntityDecoder":
    """Make the component that runs the trained ``ner`` of a pipeline, enabled or not."""
    return EntityDecoder(dict(nlp.components)["ner"])


class EntityDecoder:
    """Find entities with the weights of a trained entity recogniser, as its own greedy decoding would."""

    def __init__(self, ner: Any) -> None:
        """Read the weights of ``ner``; raises ``ValueError`` if it is not made as that of fr_core_news_md."""
        model = ner.model
        tok2vec = model.get_ref("tok2vec")
        self.tok2vec, narrow = tok2vec.layers[0], tok2vec.layers[-1]
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        slots, width, pieces, _ = lower.get_param("W").shape
        if not model.attrs["has_upper"] or (slots, pieces) != (3, 2):
            raise ValueError("an entity recogniser of another make cannot be decoded")
        self.narrow, self.narrow_bias = narrow.get_param("W").T.copy(), narrow.get_param("b")
        # Three words are read: this one, the first one of the entity it may continue, the one before it.
        self.word, self.first, self.before = (w.reshape(width * pieces, -1).T.copy() for w in lower.get_param("W"))
        self.bias = lower.get_param("b").ravel()
        # What stands for the last two outside an entity.
        self.nothing = lower.get_param("pad").reshape(slots, width * pieces)[1:].sum(axis=0) + self.bias
        self.upper, self.upper_bias = upper.get_param("W").T.copy(), upper.get_param("b")
        actions = {ner.moves.get_class_name(place): place for place in range(ner.moves.n_moves)}
        self.labels = [name[2:] for name in actions if name.startswith("B-")]
        self.begin, self.within, self.last, self.unit = (
            numpy.array([actions[f"{kind}-{label}"] for label in self.labels]) for kind in "BILU"
        )
        self.out = actions["O"]

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Find the entities of many Docs, ``batch_size`` at a time."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            full = [doc for doc in batch if len(doc)]
            vectors = self.tok2vec.predict(full)
            for first in range(0, len(full), FEW):
                self._decode_few(full[first : first + FEW], vectors[first : first + FEW])
            yield from batch

    def _decode_few(self, docs: Sequence[Doc], encoded: Sequence[Array]) -> None:
        """Set the entities of a few Docs that have words, of which the encoded words are given."""
        spaces = numpy.concatenate([doc.to_array("IS_SPACE") for doc in docs])
        vectors = rows_alike(numpy.concatenate(encoded), self.narrow)
        vectors += self.narrow_bias
        for doc, found in zip(docs, self.decode(vectors, spaces, list(accumulate(map(len, docs)))), strict=True):
            doc.set_ents([Span(doc, *entity) for entity in found])

    def decode(self, vectors: Array, spaces: Array, ends: Sequence[int]) -> list[list[Found]]:
        """Return the entities of articles that stand one after the other: first word, word after, label of each.

        ``vectors``: words x width. ``spaces``: which words are blank; no entity begins at these. ``ends``: where each
        article ends.
        """
        own = rows_alike(vectors, self.word)
        scores = rows_alike(_best(own + self.nothing), self.upper) + self.upper_bias
        alone, begins = scores[:, self.unit], scores[:, self.begin]
        lasts = numpy.asarray(ends) - 1
        begins[lasts] = -numpy.inf
        best = numpy.maximum(alone, begins)
        starts = numpy.flatnonzero((best.max(axis=1) > scores[:, self.out]) & (spaces == 0))
        kinds = best[starts].argmax(axis=1)
        several = begins[starts, kinds] > alone[starts, kinds]
        after = starts + 1
        after[several] = self._ends(own, vectors, starts[several], kinds[several], lasts)
        owners = numpy.searchsorted(lasts, starts)
        found: list[list[Found]] = [[] for _ in ends]
        firsts = [0, *ends]
        free = 0
        for start, end, kind, owner in zip(*(a.tolist() for a in (starts, after, kinds, owners)), strict=True):
            if start >= free:
                if end == start + TOGETHER:
                    end = self._end(own, vectors, start, kind, ends[owner])
                found[owner].append((start - firsts[owner], end - firsts[owner], self.labels[kind]))
                free = end
        return found

    def _ends(self, own: Array, vectors: Array, starts: Array, kinds: Array, lasts: Array) -> Array:
        """Return where the entities that begin at ``starts`` end, as if each were the only one.

        None is followed for more than ``TOGETHER`` words: one that has so many may go on.
        """
        first = rows_alike(vectors[starts], self.first) + self.bias
        lasts = lasts[numpy.searchsorted(lasts, starts)]
        ends, bounds = starts + 1, starts + TOGETHER
        open_ = numpy.arange(len(starts))
        while open_.size:
            words, kind = ends[open_], kinds[open_]
            hidden = own[words] + first[open_] + rows_alike(vectors[words - 1], self.before)
            scores = rows_alike(_best(hidden), self.upper) + self.upper_bias
            ends[open_] += 1
            rows = numpy.arange(len(open_))
            goes_on = scores[rows, self.within[kind]] > scores[rows, self.last[kind]]
            open_ = open_[goes_on & (words < lasts[open_]) & (ends[open_] < bounds[open_])]
        return ends

    def _end(self, own: Array, vectors: Array, start: int, kind: int, stop: int) -> int:
        """Return where an entity of ``TOGETHER`` words or more ends, at ``stop`` at the latest.

        Its words do not wait for one another: their scores are asked for in blocks, each twice the one before.
        """
        first = rows_alike(vectors[[start]], self.first) + self.bias
        at, size = start + TOGETHER - 1, TOGETHER
        while at < stop:
            block = slice(at, min(at + size, stop))
            hidden = own[block] + first + rows_alike(vectors[at - 1 : block.stop - 1], self.before)
            scores = rows_alike(_best(hidden), self.upper) + self.upper_bias
            ending = numpy.flatnonzero(~(scores[:, self.within[kind]] > scores[:, self.last[kind]]))
            if ending.size:
                return at + int(ending[0]) + 1
            at, size = block.stop, min(2 * size, BLOCK)
        return stop


def _best(hidden: Array) -> Array:
    """Return the greater of each pair of pieces (maxout)."""
    return numpy.maximum(hidden[:, 0::2], hidden[:, 1::2])
