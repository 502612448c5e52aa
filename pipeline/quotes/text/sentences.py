"""The sentences of an article as a reader sees them who skips the quoted words.

What stands in a long pair of marks is one word, « Oui »: a quote of ten sentences neither cuts the sentence
that carries it nor derails the parser. The same view is parsed (``pipeline.quotes.text.parse``) and read by the rules.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.language.sentences import sentence_spans
from pipeline.language.typography import holds_word
from pipeline.model.docs import made_once, plain_text, token_lengths, token_starts
from pipeline.quotes.text.marks import Mark, Paragraph, read_layout
from pipeline.quotes.text.papers import left_out, names_of_papers, without_marks
from pipeline.records import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

STAND_IN = "Oui"
# A fragment of so few words keeps its words: the parser needs the adjective of « un projet « bâclé » ».
SHORT = 3
_TERMINAL = ".!?…"
_PIECE = re.compile(r"[,;:](?=[^\W\d_])|\S+")


@dataclass(slots=True)
class Word:
    """A word of the view: a token of the Doc, a piece of one, or a whole quote.

    ``token`` is the token that carries its annotation (-1: none); ``head`` the word that governs it (-1: unknown).
    """

    start: int
    end: int
    text: str
    token: int = -1
    mark: Mark | None = None
    lower: str = ""
    head: int = -1
    dep: str = ""
    pos: str = ""


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the fragments of a sentence and their marks begin and end: all from ``first`` to ``last``."""

    cuts: Set[int]
    opens: Set[int]
    closes: Set[int]
    first: int
    last: int

    def shown(self, start: int, end: int) -> str:
        """Return what the parser is shown for a mark, whatever it is: « or »; nothing for a word."""
        return "«" if start in self.opens else "»" if end in self.closes else ""


@dataclass(slots=True)
class Sentence:
    """A sentence of the view; ``verbs`` are the verb groups of its words, once the grammar has read them."""

    start: int
    end: int
    paragraph: int
    marks: list[Mark]
    words: list[Word] = field(default_factory=list)
    verbs: Any = field(default=None, repr=False, compare=False)


@dataclass(slots=True)
class View:
    """An article as the rules look at it: its plain text, its paragraphs with their marks, its sentences.

    ``starts`` are the offsets of the tokens of the Doc, ``lengths`` their sizes; ``papers`` the pairs of marks around
    the name of a paper, which are read as if they were none; ``parsed`` tells that the skeleton
    parser has written the parse on the words: the Doc has no more to say.
    """

    text: str
    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    starts: Sequence[int]
    lengths: Sequence[int]
    papers: Sequence[Mark] = ()
    parsed: bool = False

    def fill(self, sentence: Sentence, doc: "Doc") -> None:
        """Give a sentence its words and their parse, unless the skeleton parser has done so."""
        if not sentence.words:
            fill_words(self, sentence)
            if not self.parsed:
                _read_parse(sentence, doc)


def view_of(doc: "Doc") -> View:
    """Return the view of a Doc: whoever asks first makes it, the skeleton parser fills in what it has parsed."""
    return made_once(doc, "glaneur_view", _read_view)


def names_of(doc: "Doc") -> list[Name]:
    """Return the entities of a Doc, as they stand when they are first asked for."""
    return made_once(doc, "glaneur_names", lambda doc: [Name(e.start_char, e.end_char, e.label_) for e in doc.ents])


def _read_view(doc: "Doc") -> View:
    text = plain_text(doc)
    paragraphs = read_layout(text)
    papers = names_of_papers(text, paragraphs)
    if papers:
        text, paragraphs = without_marks(text, papers), left_out(paragraphs, papers)
    return View(text, paragraphs, read_sentences(text, paragraphs), token_starts(doc), token_lengths(doc), papers)


def mask(text: str, paragraphs: Sequence[Paragraph]) -> str:
    """Return the text with every outer pair as « Oxxx », its last stop kept; the length does not change.

    >>> from pipeline.quotes.text.marks import read_layout
    >>> mask("Il dit “Non. Si.” puis sort.", read_layout("Il dit “Non. Si.” puis sort."))
    'Il dit «Oxxxxxx.» puis sort.'
    """
    parts, last = [], 0
    for paragraph in paragraphs:
        for mark in paragraph.outer:
            parts.append(text[last : mark.open])
            parts.append(_masked(text, mark))
            last = mark.close
    return "".join(parts) + text[last:]


def _masked(text: str, mark: Mark) -> str:
    size = mark.close - mark.open
    stop = text[mark.end - 1] if text[mark.end - 1] in _TERMINAL else "x"
    if not mark.closed:
        return ("«O" + "x" * size)[: size - 1] + stop
    return ("«O" + "x" * size)[: max(1, size - 2)] + stop + "»" if size > 3 else ("«O»»" + "»" * size)[:size]


def read_sentences(text: str, paragraphs: Sequence[Paragraph]) -> list[Sentence]:
    """Return the sentences of a plain text, each with the outer pairs that it holds."""
    masked = mask(text, paragraphs)
    ends = [p.end for p in paragraphs]
    marks = [m for p in paragraphs for m in p.outer]
    opens = [m.open for m in marks]
    sentences: list[Sentence] = []
    for start, end in sentence_spans(masked):
        held = marks[bisect_left(opens, start) : bisect_left(opens, end)]
        if text[start] == "," and sentences:  # an export has put « , a dit X » on a line by itself
            before = sentences.pop()
            start, held = before.start, [*before.marks, *held]
        sentences.append(Sentence(start, end, bisect_left(ends, end), held))
    return sentences


def is_short(text: str, mark: Mark) -> bool:
    """Tell a fragment that keeps its words from a quote that is replaced by one."""
    return text[mark.end - 1] not in _TERMINAL and text.count(" ", mark.start, mark.end) < SHORT


def floats(text: str, sentence: Sentence, before: Sentence) -> bool:
    """Tell a sentence that is nothing but a quote, in the paragraph of the sentence before it or below its colon."""
    if not sentence.marks:
        return False
    if sentence.paragraph != before.paragraph and not announces(text, before):
        return False
    if len(sentence.marks) != 1:
        return False
    [mark] = sentence.marks
    return not (holds_word(text, sentence.start, mark.open) or holds_word(text, mark.close, sentence.end))


def announces(text: str, sentence: Sentence) -> bool:
    """Tell a sentence that ends in a colon, and its paragraph with it: « Le maire explique :↵« … » »."""
    return text[sentence.start : sentence.end].rstrip().endswith(":")


def fill_words(view: View, sentence: Sentence) -> None:
    """Give a sentence its words, from the tokens of the Doc."""
    text, starts, lengths = view.text, view.starts, view.lengths
    short = [m for m in sentence.marks if is_short(text, m)]
    long = [m for m in sentence.marks if not is_short(text, m)]
    edges = _edges(short)
    words, next_long = sentence.words, 0
    skip_to = sentence.start
    for i in range(max(0, bisect_left(starts, sentence.start + 1) - 1), bisect_left(starts, sentence.end)):
        start, end = starts[i], starts[i] + lengths[i]
        if end <= skip_to:
            continue
        while next_long < len(long) and long[next_long].open < end:
            mark = long[next_long]
            words.extend(_pieces(text, max(start, skip_to), mark.open, i, edges))
            words.extend(_stand_in(mark, starts))
            skip_to, next_long = mark.close, next_long + 1
        word = text[start:end]
        plain = (end <= edges.first or edges.last <= start) and skip_to <= start and end <= sentence.end
        if plain and (word.isalnum() or word.split() == [word]):  # as nearly always
            words.append(Word(start, end, word, i, None, word.lower()))
        else:
            stop = min(end, sentence.end)
            glued = end > stop and text[stop - 1] in _TERMINAL  # « Brest.[Photo »: the tokeniser has not parted them
            words.extend(_pieces(text, max(start, skip_to), stop - glued, i, edges))
            words.extend(_pieces(text, stop - 1, stop, -1, edges) if glued else ())
    _join_elisions(words)


def _edges(marks: Sequence[Mark]) -> _Edges:
    cuts = {at for m in marks for at in (m.open, m.start, m.end, m.close)}
    first, last = min(cuts, default=sys.maxsize), max(cuts, default=0)
    return _Edges(cuts, {m.open for m in marks}, {m.close for m in marks if m.closed}, first, last)


def _join_elisions(words: list[Word]) -> None:
    """Make one word of « qu » and « ' », of « celui », « - » and « ci », which the tokeniser parts."""
    for i in [i for i, word in enumerate(words) if word.text == "'" or word.lower == "ci"][::-1]:
        if i == 0:
            continue
        if words[i].lower == "ci" and i > 1 and words[i - 1].text == "-" and words[i - 2].lower.startswith("c"):
            words[i - 2].end, words[i - 2].text = words[i].end, words[i - 2].text + "-ci"
            words[i - 2].lower += "-ci"
            del words[i - 1 : i + 1]
        elif words[i].text == "'" and words[i - 1].end == words[i].start and words[i - 1].text.isalpha():
            words[i - 1].end, words[i - 1].text = words[i].end, words[i - 1].text + "'"
            words[i - 1].lower += "'"
            del words[i]


def _pieces(text: str, start: int, end: int, token: int, edges: _Edges) -> Iterator[Word]:
    """Yield the words of a token, cut where a mark begins or ends."""
    cut = [at for at in range(start + 1, end) if at in edges.cuts] if edges.cuts else []
    whole = _PIECE.match(text, start, end) if not cut and start < end else None
    if whole and whole.end() == end:
        shown = (edges.shown(start, end) if edges.cuts else "") or text[start:end]
        yield Word(start, end, shown, token, lower=shown.lower())
        return
    for a, b in pairwise([start, *cut, end] if start < end else ()):
        for piece in _PIECE.finditer(text, a, b):
            shown = edges.shown(piece.start(), piece.end()) or piece[0]
            yield Word(piece.start(), piece.end(), shown, token, lower=shown.lower())
            token = -1


def _stand_in(mark: Mark, starts: Sequence[int]) -> Iterator[Word]:
    token = bisect_left(starts, mark.start)
    if token == len(starts) or starts[token] >= mark.end:
        token = max(0, token - 1)
    yield Word(mark.open, mark.open + 1, "«", lower="«")
    yield Word(mark.start, mark.end, STAND_IN, token, mark, STAND_IN.lower())
    yield Word(mark.close - 1 if mark.closed else mark.end, mark.close, "»", lower="»")


def _read_parse(sentence: Sentence, doc: "Doc") -> None:
    """Read heads, dependencies and parts of speech from the Doc, if it has them."""
    words = sentence.words
    at = {w.token: i for i, w in enumerate(words) if w.token >= 0}
    for i, word in enumerate(words):
        if word.token < 0:
            continue
        token = doc[word.token]
        word.pos, word.dep = token.pos_, token.dep_
        if token.dep_:
            word.head = at.get(token.head.i, i)
