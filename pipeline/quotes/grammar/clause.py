"""A sentence with its quotes, verbs and people: what the rules look at, and what they answer."""

from dataclasses import KW_ONLY, dataclass, field

from pipeline.quotes.grammar.phrases import People, Speaker
from pipeline.quotes.grammar.verb_groups import Group, groups
from pipeline.quotes.text.marks import Mark
from pipeline.quotes.text.sentences import Sentence, Word


@dataclass(frozen=True, slots=True)
class Cue:
    """What introduces a quote: the rule, the sort of cue, the verb, the speaker (none: the one before).

    ``near`` tells that nothing but the grammar stands between verb and quote, ``weak`` that much does; ``cut`` is
    where an incise ends the words said, or -1.
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


@dataclass(slots=True)
class Marked:
    """A pair of marks in its sentence: ``words[first:last + 1]`` with the marks."""

    mark: Mark
    first: int
    last: int
    cue: Cue | None = None
    spoken: bool = False
    inside: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Clause:
    """A sentence, what it quotes, and what is known around it."""

    text: str
    sentence: Sentence
    people: People
    quotes: list[Marked] = field(default_factory=list)
    verbs: list[Group] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        """The words of the sentence."""
        return self.sentence.words


def read_clause(text: str, sentence: Sentence, people: People) -> Clause:
    """Return the clause of a sentence whose words are filled."""
    clause = Clause(text, sentence, people)
    ws, at = sentence.words, 0
    for mark in sentence.marks:
        while at < len(ws) and ws[at].start < mark.open:
            at += 1
        last = at
        while last + 1 < len(ws) and ws[last + 1].start < mark.close:
            last += 1
        if at < len(ws):
            clause.quotes.append(Marked(mark, at, last))
    clause.verbs = [g for g in groups(ws, 0, len(ws)) if not is_quoted(clause, g.main)]
    return clause


def is_quoted(clause: Clause, at: int) -> bool:
    """Tell a word that stands in quotation marks."""
    return any(q.first <= at <= q.last for q in clause.quotes)
