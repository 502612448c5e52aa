"""The speaker of each quote: the most probable candidate, by weights learned on annotated press.

A conditional logit: each candidate of a quote has a score, the sum of the weights of its features; the exponentials
of the scores, over their sum, are the probabilities. Quotes are decided in the order of the text, since who has spoken
before is the best clue to who speaks now. ``training/speakers.py`` writes the weights.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp
from typing import TYPE_CHECKING

from pipeline.language.lists import load
from pipeline.quotes.speakers.agreement import agreeing
from pipeline.quotes.speakers.candidate import NOBODY, Candidate, Event, with_article
from pipeline.quotes.speakers.chain import Spoken, chain, lately, latest
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.features import features_of
from pipeline.quotes.speakers.question import FAR, INDEFINITE, Found, Question

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote

# A weight for any quote, and what is added to it where the speaker is named so,
COLUMNS = ("name", "role", "pronoun", "none", "organisation")
# and where the candidate is no person: a phrase of the article, an organisation, a place or several together.
CLASSES = ("phrase", "thing")
# A phrase that is longer names nobody, in characters.
LONGEST = 120
# How many speakers decided before a quote are candidates for it.
EARLIER = 3

# By how the speaker is named and the class of the candidate.
Weights = Mapping[tuple[str, str], Mapping[str, float]]


@dataclass
class Case:
    """A quote with its candidates; ``basis`` is the case that it extends with ``further`` ones.

    Where the rules are certain of the speaker nobody asks for candidates, nor for what speaks for each.
    """

    discourse: Discourse
    rank: int
    basis: "Case | None" = None
    further: Sequence[Candidate] = ()

    @cached_property
    def question(self) -> Question:
        """What the words of the quote, its phrase and its place show."""
        return self.basis.question if self.basis else Question(self.discourse, self.rank)

    @property
    def late(self) -> bool:
        """Whether the quote is decided after the others: only where nobody is said to speak."""
        return self.discourse.quotes[self.rank].speaker_kind == "none" and self.question.late

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Who may be the speaker."""
        return [*self.basis.candidates, *self.further] if self.basis else _candidates(self.question)

    @cached_property
    def found(self) -> list[Found]:
        """What speaks for each candidate, but for the speakers decided before."""
        known = self.basis.found if self.basis else []
        return [*known, *features_of(self.question, self.candidates[len(known) :])]


@dataclass(frozen=True, slots=True)
class Decision:
    """The speaker of a quote, how probable he is, and how sure the speaker before was if he goes on speaking.

    ``certain`` tells that the rules alone have decided.
    """

    speaker: Candidate
    share: float = 1.0
    before: float = 1.0
    certain: bool = False


def column(speaker_kind: str) -> str:
    """Return the column of the weights for a kind of speaker: a document is weighed as an organisation."""
    return "organisation" if speaker_kind == "document" else speaker_kind


def class_of(candidate: Candidate) -> str:
    """Return the class by which the features of a candidate are weighed: that of a person or nobody is empty."""
    if candidate.kind in ("person", "nobody"):
        return ""
    return "phrase" if candidate.kind == "phrase" else "thing"


@cache
def weights() -> Weights:
    """Return the weight of each feature, by how the speaker is named and the class of the candidate."""
    rows = load("quotes/speaker_weights")
    columns = {n: {row["feature"]: float(row[n]) for row in rows} for n in ("any", *COLUMNS, *CLASSES)}
    return summed(columns)


def summed(columns: Mapping[str, Mapping[str, float]]) -> Weights:
    """Return what each feature weighs in all: for any quote, for its kind of speaker, for the class of the candidate.

    >>> of = summed({"any": {"near": 1.0}, "role": {"near": 0.5}, "phrase": {"near": -2.0}})
    >>> of["role", "phrase"]["near"], of["role", ""]["near"], of["name", "thing"]["near"]
    (-0.5, 1.5, 1.0)
    """
    names = {name for weights in columns.values() for name in weights}
    empty: Mapping[str, float] = {}
    return {
        (kind, kin): {
            n: columns["any"].get(n, 0.0) + columns.get(kind, empty).get(n, 0.0) + columns.get(kin, empty).get(n, 0.0)
            for n in names
        }
        for kind in COLUMNS
        for kin in ("", *CLASSES)
    }


def cases(discourse: Discourse) -> list[Case]:
    """Return the quotes of a discourse with their candidates."""
    return [Case(discourse, rank) for rank in range(len(discourse.quotes))]


def _candidates(question: Question) -> list[Candidate]:
    """Return who may be the speaker of a quote, nobody among them."""
    people, quote = question.discourse.candidates, question.quote
    found = {c.key: c for c in people.near(question.at, quote.end)}
    found.update((c.key, c) for c in people.titled)
    named = (people.by_key[key] for key in _keys(question) if key in people.by_key)
    phrases = (people.of(surface) for surface in _surfaces(question) if surface and len(surface) < LONGEST)
    for candidate in (*named, *question.bearers, *phrases):
        found.setdefault(candidate.key, candidate)
    candidates = [c for c in agreeing(question, found.values()) if not contains(question, c)]
    return [*candidates, NOBODY]


def _keys(question: Question) -> tuple[str, ...]:
    """Return the keys of those who may speak from afar: the next speaker, who was called so, the one interviewed."""
    voices = question.discourse.voices
    return question.following[0], question.called, voices.first if voices.interview else ""


def _surfaces(question: Question) -> list[str]:
    """Return the phrases of the quote, and of those before it that the rules answer."""
    discourse, quote = question.discourse, question.quote
    ranks = range(question.rank, question.rank - EARLIER - 1, -1)
    surfaces = [answer.name for answer in map(discourse.answers.get, ranks) if answer]
    if question.described:
        surfaces.append(question.surface)
        apposed = discourse.text[quote.speaker_end or 0 : quote.phrase_end].lstrip().startswith((",", "("))
        if quote.speaker_start is not None and quote.phrase_start >= quote.speaker_start and not apposed:
            surfaces.append(with_article(discourse.text, quote.phrase_start, quote.phrase_end))
    return surfaces


def contains(question: Question, candidate: Candidate) -> bool:
    """Tell « l'aveu du préfet » from the speaker « préfet » that it contains."""
    quote = question.quote
    if candidate.kind != "phrase" or quote.speaker_start is None or quote.speaker_end is None:
        return False
    before = candidate.before(quote.speaker_start)
    return bool(before) and before[-1].end >= quote.speaker_end


def extended(case: Case, earlier: Sequence[Candidate]) -> Case:
    """Return a case with the speakers decided before among its candidates."""
    keys = {c.key for c in case.candidates}
    several = [c for c in earlier if c.plural][-1:] if case.question.plural else []
    last = dict.fromkeys([*reversed(earlier[-EARLIER:]), *several])
    new = agreeing(case.question, [c for c in last if c.key not in keys])
    return Case(case.discourse, case.rank, case, new) if new else case


def probabilities(case: Case, spoken: Sequence[Event], echoed: str, by_kind: Weights) -> list[float]:
    """Return the probability of each candidate of a case, given the speakers before and who echoes the words."""
    kind = column(case.question.quote.speaker_kind)
    scores = []
    for candidate, found, linked in zip(case.candidates, case.found, _chained(case, spoken, echoed), strict=True):
        known = by_kind[kind, class_of(candidate)]
        scores.append(_score(linked, known, _score(found, known)))
    best = max(scores)
    raised = [exp(score - best) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def _score(found: Found, known: Mapping[str, float], score: float = 0.0) -> float:
    """Return a score and the weights of some features."""
    for name, value in found.items():
        score += value * known.get(name, 0.0)
    return score


def linked(case: Case, spoken: Sequence[Event], echoed: str) -> Iterator[Found]:
    """Yield all the features of each candidate, those that depend on the speakers before among them."""
    for found, chained in zip(case.found, _chained(case, spoken, echoed), strict=True):
        yield found | chained


def _chained(case: Case, spoken: Sequence[Event], echoed: str) -> Iterator[Found]:
    """Yield the features of each candidate that depend on the speakers before."""
    event, keys = latest(case.question, spoken), [said.who.key for said in spoken]
    concerned = {*keys, event.who.key if event else "", echoed} - {""}
    for candidate in case.candidates:
        found: Found = {}
        if candidate.key in concerned:
            if echoed == candidate.key:
                found["echo"] = 1.0
            if keys:
                chain(case.question, candidate, keys, spoken[-1].at, found)
            lately(case.question, candidate, event, found)
        yield found


def order(found: Sequence[Case]) -> list[int]:
    """Return in what order quotes are decided: as they stand, but headlines and what echoes another quote last."""
    return sorted(range(len(found)), key=lambda rank: (found[rank].late, rank))


def decide(found: Sequence[Case], by_kind: Weights) -> list[Decision]:
    """Return the speaker of each quote."""
    done: dict[int, Decision] = {}
    spoken = Spoken()
    for rank in order(found):
        case = found[rank]
        who = certain(case.discourse, rank)
        done[rank] = Decision(who, certain=True) if who else _decided(found, rank, done, spoken, by_kind)
        if not case.late:
            spoken.add(rank, Event(case.discourse.spoke_at(rank), done[rank].speaker))
    return [done[rank] for rank in range(len(found))]


def _decided(
    found: Sequence[Case], rank: int, done: Mapping[int, Decision], spoken: Spoken, by_kind: Weights
) -> Decision:
    """Return the most probable speaker of a quote, given those that are decided."""
    question = found[rank].question
    before = spoken.before(question)
    echoed = [done[question.echo].speaker] if question.echo in done else []
    case = extended(found[rank], [*(e.who for e in before), *echoed])
    shares = probabilities(case, before, echoed[0].key if echoed else "", by_kind)
    best = max(range(len(shares)), key=lambda i: (shares[i], -i))  # the first of equals
    follows = question.quote.speaker_kind != "name" and before and before[-1].who.key == case.candidates[best].key
    known = (i for i in range(rank - 1, max(0, rank - FAR) - 1, -1) if i in done)
    last = next((i for i in known if not found[i].late), -1) if follows else -1
    if echoed and echoed[0].key == case.candidates[best].key:
        last = question.echo  # a headline is no surer than the quote that it repeats
    doubt = done[last].share * done[last].before if last >= 0 else 1.0
    return Decision(case.candidates[best], shares[best], doubt)


def is_new(quote: "Quote", phrase: str) -> bool:
    """« d'autres témoins », « une voisine »: an indefinite phrase brings in somebody of whom nothing was said."""
    return quote.speaker_kind in ("role", "organisation") and bool(INDEFINITE.match(phrase.lower().lstrip("-")))


def certain(discourse: Discourse, rank: int) -> Candidate | None:
    """Return the speaker of whom the rules are certain, or nothing: whom they name; an indefinite phrase; « on »."""
    if discourse.answer(rank):
        return discourse.candidates.of(discourse.answers[rank].name)
    quote = discourse.quotes[rank]
    phrase = discourse.surface(rank)
    if phrase.lower().lstrip("-") == "on" and not _is_read_there(discourse.text, quote):
        return NOBODY
    return discourse.candidates.of(phrase) if is_new(quote, phrase) else None


def _is_read_there(text: str, quote: "Quote") -> bool:
    """« y lit-on », « peut-on y lire » : in what the text has just spoken of, whose author may be told."""
    start, end = quote.speaker_start or 0, quote.speaker_end or 0
    return bool(_THERE.search(text, max(0, start - 20), end + 15))


_THERE = re.compile(r"\by (?:lit|lisait|lire)\b")
