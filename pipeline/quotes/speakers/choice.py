"""The speaker of each quote: the most probable candidate, by weights learned on annotated press.

A conditional logit: each candidate of a quote has a score, the sum of the weights of its features; the exponentials
of the scores, over their sum, are the probabilities. Quotes are decided in the order of the text, since who has spoken
before is the best clue to who speaks now. ``training/speakers.py`` writes the weights.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp

from pipeline.entities.spelling import fold
from pipeline.language.lists import load
from pipeline.quotes.speakers.agreement import agreeing
from pipeline.quotes.speakers.candidate import NOBODY, Candidate, Event, with_article
from pipeline.quotes.speakers.chain import Spoken, chain, lately, latest
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.features import features_of
from pipeline.quotes.speakers.question import FAR, Found, Question

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
    """A quote with its candidates; ``basis`` is the case that it extends with further ones.

    What speaks for each, but for the speakers decided before, is looked for when it is first asked: where the rules are
    certain and nothing depends on how sure they are, nobody asks.
    """

    question: Question
    candidates: list[Candidate]
    basis: "Case | None" = None

    @cached_property
    def found(self) -> list[Found]:
        """What speaks for each candidate."""
        known = self.basis.found if self.basis else []
        return [*known, *features_of(self.question, self.candidates[len(known) :])]


@dataclass
class Weighing:
    """A case to be weighed, with the speakers before it and who echoes its words."""

    case: Case
    spoken: Sequence[Event]
    echoed: str
    by_kind: Weights

    @cached_property
    def shares(self) -> list[float]:
        """The probability of each candidate."""
        return probabilities(self.case, self.spoken, self.echoed, self.by_kind)

    def best(self) -> int:
        """Return the rank of the most probable candidate, the first of equals."""
        return max(range(len(self.shares)), key=lambda i: (self.shares[i], -i))


@dataclass(frozen=True, slots=True)
class Decision:
    """The speaker of a quote, the candidate of a rank, and how sure the speaker before was if he goes on speaking.

    ``certain`` tells that the rules alone have decided.
    """

    weighing: Weighing
    rank: int
    before: float = 1.0
    certain: bool = False

    @property
    def speaker(self) -> Candidate:
        """The speaker."""
        return self.weighing.case.candidates[self.rank]

    @property
    def share(self) -> float:
        """How probable the speaker is."""
        return self.weighing.shares[self.rank]


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
    return [_case(Question(discourse, rank)) for rank in range(len(discourse.quotes))]


def _case(question: Question) -> Case:
    people, quote = question.discourse.candidates, question.quote
    found = {c.key: c for c in people.near(question.at, quote.end)}
    found.update((c.key, c) for c in people.titled)
    named = (people.by_key[key] for key in _keys(question) if key in people.by_key)
    phrases = (people.of(surface) for surface in _surfaces(question) if surface and len(surface) < LONGEST)
    for candidate in (*named, *question.bearers, *phrases):
        found.setdefault(candidate.key, candidate)
    candidates = [c for c in agreeing(question, found.values()) if not contains(question, c)]
    return Case(question, [*candidates, NOBODY])


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
    return Case(case.question, [*case.candidates, *new], case) if new else case


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
    return sorted(range(len(found)), key=lambda rank: (found[rank].question.late, rank))


def decide(found: Sequence[Case], by_kind: Weights) -> list[Decision]:
    """Return the speaker of each quote."""
    decided: dict[int, Candidate] = {}
    done: dict[int, Decision] = {}
    spoken = Spoken()
    for rank in order(found):
        before = spoken.before(found[rank].question)
        echoed = decided.get(found[rank].question.echo)
        case = extended(found[rank], [*(e.who for e in before), *([echoed] if echoed else [])])
        weighing = Weighing(case, before, echoed.key if echoed else "", by_kind)
        answer = _answer(case)
        best = answer if answer >= 0 else weighing.best()
        decided[rank] = case.candidates[best]
        spoken.add(case.question, decided[rank])
        follows = case.question.quote.speaker_kind != "name" and before and before[-1].who.key == decided[rank].key
        known = (i for i in range(rank - 1, max(0, rank - FAR) - 1, -1) if i in done)
        last = next((i for i in known if not found[i].question.late), -1) if follows else -1
        doubt = done[last].share * done[last].before if last >= 0 else 1.0
        done[rank] = Decision(weighing, best, doubt, answer >= 0)
    return [done[rank] for rank in range(len(found))]


def is_new(question: Question) -> bool:
    """« d'autres témoins », « une voisine »: an indefinite phrase brings in somebody of whom nothing was said."""
    return question.quote.speaker_kind in ("role", "organisation") and question.indefinite


def _answer(case: Case) -> int:
    """Return which candidate is certain, or -1: whom the rules name, an indefinite phrase itself; « on » is nobody."""
    question = case.question
    if question.said == "on" and not question.answer:
        return case.candidates.index(NOBODY)
    key = question.answer or (fold(question.surface) if is_new(question) else "")
    return next((i for i, c in enumerate(case.candidates) if key and c.key == key), -1)
