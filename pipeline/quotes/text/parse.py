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
from pipeline.model.parser import Parse, SentenceParser
from pipeline.quotes.text.holds import needs_parse
from pipeline.quotes.text.sentences import Word, fill_words, floats, view_of

# A longer sentence is no sentence: a list, a table, a text without stops.
MAX_WORDS = 200
MAX_LENGTH = 20_000


@Language.factory("skeleton_parser")
def skeleton_parser(nlp: Language, name: str) -> "SkeletonParser":
    """Make the component that parses the sentences that can hold speech."""
    return SkeletonParser(nlp)


class SkeletonParser:
    """Run :func:`parse_skeletons` as a component."""

    def __init__(self, nlp: Language) -> None:
        """Read the weights of the parser of a pipeline."""
        self.parser = SentenceParser(nlp)

    def __call__(self, doc: Doc) -> Doc:
        """Parse the skeleton of one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Parse the skeletons of many Docs, ``batch_size`` at a time."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            parse_skeletons(batch, self.parser)
            yield from batch


def parse_skeletons(docs: Sequence[Doc], parser: SentenceParser) -> None:
    """Parse, in each Doc, the sentences that can hold speech, and write the parse on the Doc.

    The words are encoded an article at a time, so what is written on a Doc does not depend on the others (see
    :mod:`pipeline.model.fast`).
    """
    skeletons = [_Skeleton(doc) for doc in docs]
    sizes = [[len(sentence.words) for sentence in skeleton.chosen] for skeleton in skeletons]
    parses = parser([_short_doc(skeleton) for skeleton in skeletons], sizes)
    for skeleton, parse in zip(skeletons, parses, strict=True):
        _write(skeleton, parse)
        skeleton.view.parsed = True


class _Skeleton:
    """The sentences of an article, and those of them that are parsed."""

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


def _short_doc(skeleton: _Skeleton) -> Doc:
    """Return the words of the chosen sentences as one Doc; no space stands between two sentences."""
    words = [word.text for sentence in skeleton.chosen for word in sentence.words]
    spaces = []
    for sentence in skeleton.chosen:
        spaces += [a.end < b.start for a, b in pairwise(sentence.words)]
        spaces.append(False)
    return Doc(skeleton.doc.vocab, words=words, spaces=spaces)


def _write(skeleton: _Skeleton, parse: Parse) -> None:
    """Write the parse on the words and on the Doc; every sentence hangs on its first token, or on its parsed root."""
    size = len(skeleton.doc)
    heads = list(range(size))
    bounds = [bisect_left(skeleton.view.starts, sentence.start) for sentence in skeleton.sentences]
    for first, after in pairwise([*bounds, size]):
        heads[first:after] = [first] * (after - first)
    values = numpy.zeros((size, 4), dtype="int64")
    found = parse.values.view("int64")
    start = 0
    for sentence in skeleton.chosen:
        end = start + len(sentence.words)
        if _hang_words(skeleton.view.starts, sentence.words, (parse.heads[start:end] - start).tolist(), heads):
            tokens = [word.token for word in sentence.words]
            held = [place for place, token in enumerate(tokens) if token >= 0]
            values[[tokens[place] for place in held], 1:] = found[start:end][held]
            for place in held:
                word = sentence.words[place]
                word.dep, word.pos = parse.deps[start + place], parse.parts[start + place]
        start = end
    values[:, 0] = numpy.array(heads, dtype="int64") - numpy.arange(size)
    table: Any = values.view("uint64")
    skeleton.doc.from_array(["HEAD", "DEP", "POS", "MORPH"], table)


def _hang_words(starts: Sequence[int], words: Sequence[Word], governors: Sequence[int], heads: list[int]) -> bool:
    """Give each word its head, in the sentence and among the tokens; tell whether the sentence has a root."""
    tokens = [word.token for word in words]
    place = next((i for i, governor in enumerate(governors) if governor == i and tokens[i] >= 0), -1)
    if place < 0:
        return False
    root, last = tokens[place], max(tokens)
    first = min(token for token in tokens if token >= 0)
    heads[first : last + 1] = [root] * (last + 1 - first)
    for word, token, governor in zip(words, tokens, governors, strict=True):
        if token < 0:
            continue
        target = tokens[governor]
        heads[token] = target if target >= 0 else root
        word.head = governor if target >= 0 else place
        if word.mark is not None:
            _hang_quote(starts, token, word.mark.end, heads)
    return True


def _hang_quote(starts: Sequence[int], first: int, end: int, heads: list[int]) -> None:
    """Hang the words of a quote on its first one, which stands for it."""
    after = max(first + 1, bisect_left(starts, end))
    heads[first + 1 : after] = [first] * (after - first - 1)
