"""The skeleton parse: the parser reads only the sentences that can hold speech, without the quoted words.

Long quoted passages are replaced by « Oui » (see :mod:`pipeline.quotes.text.sentences`), each sentence is
parsed by itself, and heads, dependencies and parts of speech are written back on the tokens of the article.
Tokens of other sentences stay without dependency; the sentence bounds are those of the rules.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.decoder import BATCH
from pipeline.quotes.text.holds import needs_parse
from pipeline.quotes.text.sentences import Sentence, fill_words, floats, view_of

# A longer sentence is no sentence: a list, a table, a text without stops.
MAX_WORDS = 200
MAX_LENGTH = 20_000
# Sentences parsed together: with more, what the parser knows of each word leaves the cache of the processor.
TOGETHER = 64
PARSING = ("tok2vec", "morphologizer", "parser")


@Language.factory("skeleton_parser")
def skeleton_parser(nlp: Language, name: str) -> "SkeletonParser":
    """Make the component that parses the sentences that can hold speech."""
    return SkeletonParser(nlp)


class SkeletonParser:
    """Run :func:`parse_skeletons` as a component."""

    def __init__(self, nlp: Language) -> None:
        """Keep the pipeline whose parser is used."""
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Parse the skeleton of one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Parse the skeletons of many Docs, ``batch_size`` at a time."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            parse_skeletons(batch, self.nlp)
            yield from batch


def parse_skeletons(docs: Sequence[Doc], nlp: Language) -> None:
    """Parse, in each Doc, the sentences that can hold speech, and write the parse on the Doc.

    The components of ``nlp`` are run by name, whether they are enabled or not. The words are encoded an article at a
    time, so what is written on a Doc does not depend on the others (see :mod:`pipeline.model.fast`).
    """
    components: list[Any] = [component for name, component in nlp.components if name in PARSING]
    skeletons = [_Skeleton(doc) for doc in docs]
    shorts = [short for skeleton in skeletons for short in skeleton.short]
    # The new word forms of all the articles are learnt together.
    components[0].model.layers[0].predict(shorts)
    for skeleton in skeletons:
        _run(components[:1], skeleton.short)
    for first in range(0, len(shorts), TOGETHER):
        _run(components[1:], shorts[first : first + TOGETHER])
    for skeleton in skeletons:
        _write(skeleton)
        skeleton.view.parsed = True


def _run(components: Sequence[Any], docs: list[Doc]) -> None:
    for component in components if docs else ():
        component.set_annotations(docs, component.predict(docs))


class _Skeleton:
    """The sentences of an article: those to parse, and each of these as a short Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.view = view_of(doc)
        text = self.view.text
        self.sentences = self.view.sentences
        self.chosen = []
        for i, sentence in enumerate(self.sentences):
            leads = i + 1 < len(self.sentences) and floats(text, self.sentences[i + 1], sentence)
            if sentence.end - sentence.start < MAX_LENGTH and (leads or needs_parse(text, sentence)):
                fill_words(self.view, sentence)
                if 1 < len(sentence.words) <= MAX_WORDS:
                    self.chosen.append(sentence)
        self.short = [_short_doc(sentence, doc) for sentence in self.chosen]


def _short_doc(sentence: Sentence, doc: Doc) -> Doc:
    words = sentence.words
    spaces = [a.end < b.start for a, b in pairwise(words)]
    starts: list[bool | int | None] = [i == 0 for i in range(len(words))]
    return Doc(doc.vocab, words=[w.text for w in words], spaces=[*spaces, False], sent_starts=starts)


def _write(skeleton: _Skeleton) -> None:
    """Write the parses on the Doc; every sentence hangs on its first token, or on its parsed root."""
    doc = skeleton.doc
    size = len(doc)
    heads = numpy.arange(size)
    bounds = numpy.searchsorted(numpy.asarray(skeleton.view.starts), [s.start for s in skeleton.sentences])
    for first, after in zip(bounds, [*bounds[1:], size], strict=False):
        heads[first:after] = first
    values = numpy.zeros((size, 3), dtype="uint64")
    for sentence, short in zip(skeleton.chosen, skeleton.short, strict=True):
        _copy(skeleton.view.starts, sentence, short, heads, values)
    relative = (heads - numpy.arange(size)).astype("int64").astype("uint64")
    table: Any = numpy.column_stack([relative, values])
    doc.from_array(["HEAD", "DEP", "POS", "MORPH"], table)


def _copy(starts: Sequence[int], sentence: Sentence, short: Doc, heads: Any, values: Any) -> None:
    words = sentence.words
    parse = short.to_array(["HEAD", "DEP", "POS", "MORPH"])
    place = next((t.i for t in short if t.head.i == t.i and words[t.i].token >= 0), -1)
    if place < 0:
        return
    root = words[place].token
    last = max(w.token for w in words)
    heads[min(w.token for w in words if w.token >= 0) : last + 1] = root
    for i, word in enumerate(words):
        if word.token < 0:
            continue
        governor = i + int(parse[i, 0].astype("int64"))
        target = words[governor].token
        heads[word.token] = target if target >= 0 else root
        values[word.token] = parse[i, 1:]
        word.head = governor if target >= 0 else place
        word.dep, word.pos = short[i].dep_, short[i].pos_
        if word.mark is not None:
            _hang(starts, word.token, word.mark.end, heads)


def _hang(starts: Sequence[int], first: int, end: int, heads: Any) -> None:
    """Hang the words of a quote on its first one, which stands for it."""
    heads[first + 1 : max(first + 1, bisect_left(starts, end))] = first
