"""A sentence with its quotes, verbs and names: what the rules look at, and what they answer."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from operator import attrgetter

from pipeline.quotes.grammar.verb_groups import Group, groups
from pipeline.quotes.text.marks import Mark
from pipeline.quotes.text.sentences import Sentence, Word
from pipeline.records import Name


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: offsets of the mention, what it is, and what is said of it.

    ``start``, ``end`` hold the name if there is one, else the phrase; ``phrase_start``, ``phrase_end`` hold all of it.
    """

    start: int
    end: int
    kind: str
    phrase_start: int
    phrase_end: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """What introduces a quote: the rule, the sort of cue, the verb, the speaker (none: the one before).

    ``near`` tells that nothing but the grammar stands between verb and quote, ``weak`` that much does; ``cut`` is
    where an incise ends the words said, or -1; ``at`` the verb of the incise among the words of the clause, or -1.
    """

    rule: str
    sort: str
    verb: str = ""
    speaker: Speaker | None = None
    _: KW_ONLY
    weak: bool = False
    near: bool = False
    negated: bool = False
    cut: int = -1
    at: int = -1


@dataclass(slots=True)
class Marked:
    """A pair of marks in its sentence: ``words[first:last + 1]`` with the marks."""

    mark: Mark
    first: int
    last: int
    cue: Cue | None = None
    spoken: bool = False
    inside: list[Word] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NameAt:
    """A name that the entities have found in a clause: ``words[first:after]``."""

    first: int
    after: int
    label: str


@dataclass
class Clause:
    """A sentence, its words, what it quotes, and the names in it."""

    text: str
    sentence: Sentence
    people: Sequence[Name]
    quotes: list[Marked] = field(default_factory=list)
    names: list[NameAt] = field(default_factory=list)
    words: list[Word] = field(init=False)
    _within: frozenset[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Take the words of the sentence, and note those that a name goes on with."""
        self.words = self.sentence.words
        self._within = frozenset(i for name in self.names for i in range(name.first + 1, name.after))

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words in lower case, each once: a rule that needs one of them asks no further without it."""
        return frozenset([word.lower for word in self.words])

    @cached_property
    def verbs(self) -> list[Group]:
        """The verb groups outside the marks, in order: those of the sentence, for every clause that is read of it."""
        ws, sentence = self.words, self.sentence
        if sentence.verbs is None and ws:
            sentence.verbs = [group for group in groups(ws, 0, len(ws)) if not is_quoted(self, group.main)]
        return sentence.verbs or []

    def name_from(self, at: int) -> NameAt | None:
        """Return the name that begins at a word."""
        return next((n for n in self.names if n.first == at), None)

    def is_within_name(self, at: int) -> bool:
        """Tell a word that a name goes on with: « Son » in « Masayoshi Son », « enchaîné » in « Canard enchaîné »."""
        return at in self._within

    def labels(self, at: int, end: int) -> set[str]:
        """Return the labels of the names that share a word with ``words[at:end]``."""
        return {n.label for n in self.names if n.first < end and at < n.after}


def read_clause(text: str, sentence: Sentence, people: Sequence[Name]) -> Clause:
    """Return the clause of a sentence whose words are filled."""
    clause = Clause(text, sentence, people, names=_names(sentence.words, people))
    ws, at = sentence.words, 0
    for mark in sentence.marks:
        while at < len(ws) and ws[at].start < mark.open:
            at += 1
        last = at
        while last + 1 < len(ws) and ws[last + 1].start < mark.close:
            last += 1
        if at < len(ws):
            clause.quotes.append(Marked(mark, at, last))
    return clause


def _names(ws: Sequence[Word], people: Sequence[Name]) -> list[NameAt]:
    """Return the entities in words; those inside the words said, of which one word is left, are no names here."""
    if not people:
        return []
    found = []
    for start, end, label in people:
        first = max(0, bisect_right(ws, start, key=_START) - 1)
        if first < len(ws) and ws[first].end <= start:
            first += 1
        after = first
        while after < len(ws) and ws[after].start < end:
            after += 1
        if after > first and ws[first].mark is None:
            found.append(NameAt(first, after, label))
    return found


_START = attrgetter("start")


def is_quoted(clause: Clause, at: int) -> bool:
    """Tell a word that stands in quotation marks."""
    return bool(clause.quotes) and any(q.first <= at <= q.last for q in clause.quotes)
