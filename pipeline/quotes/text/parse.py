"""The skeleton parse: the parser reads only the sentences that can hold speech, without the quoted words.

Long quoted passages are replaced by « Oui » (see :mod:`pipeline.quotes.text.sentences`), each sentence is
parsed by itself, and heads, dependencies and parts of speech are written on the words of its view, where the rules
look for them; the tokens of the Doc, which nobody asks, stay without. Other sentences have no parse.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model.decoder import BATCH
from pipeline.model.parser import Parse, SentenceParser
from pipeline.quotes.text.holds import needs_parse
from pipeline.quotes.text.sentences import fill_words, floats, view_of

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
    """Parse, in each Doc, the sentences that can hold speech, and write the parse on the words of its view.

    The words are encoded an article at a time, so what is written does not depend on the others (see
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
    """Write the parse on the words that stand for a token; a sentence whose root is none keeps nothing of it."""
    start = 0
    for sentence in skeleton.chosen:
        words = sentence.words
        end = start + len(words)
        heads = (parse.heads[start:end] - start).tolist()
        root = next((i for i, head in enumerate(heads) if head == i and words[i].token >= 0), -1)
        for word, head, dep, part in zip(words, heads, parse.deps[start:end], parse.parts[start:end], strict=True):
            if root >= 0 and word.token >= 0:
                word.head = head if words[head].token >= 0 else root
                word.dep, word.pos = dep, part
        start = end
