"""The speaker of each quote: the most probable candidate, by weights learned on annotated press.

A conditional logit: each candidate of a quote has a score, the sum of the weights of its features; the exponentials
of the scores, over their sum, are the probabilities. Quotes are decided in the order of the text, since who has spoken
before is the best clue to who speaks now. ``training/speakers.py`` writes the weights.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from pipeline.entities.spelling import fold
from pipeline.language.lists import load
from pipeline.quotes.speakers.candidates import NOBODY, Candidate, phrase_candidate
from pipeline.quotes.speakers.features import Found, Question, Setting, chain, features
from pipeline.records import LIST_SEPARATOR

# A weight for any quote, and what is added to it where the speaker is named so.
COLUMNS = ("name", "role", "pronoun", "none", "organisation")
# How many speakers decided before a quote are candidates for it.
EARLIER = 3
PERSONAL = frozenset(["il", "elle", "ils", "elles", "eux"])

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Decision:
    """The speaker of a quote, how probable he is, and how sure the speaker before was if he goes on speaking.

    ``certain`` tells that the rules alone have decided.
    """

    speaker: Candidate
    share: float
    before: float = 1.0
    certain: bool = False


@dataclass(slots=True)
class Case:
    """A quote with its candidates and what speaks for each, but for the speakers decided before."""

    question: Question
    candidates: list[Candidate]
    found: list[Found]


def column(speaker_kind: str) -> str:
    """Return the column of the weights for a kind of speaker: a document is weighed as an organisation."""
    return "organisation" if speaker_kind == "document" else speaker_kind


@cache
def weights() -> Weights:
    """Return the weight of each feature by kind of speaker."""
    rows = load("quotes/speaker_weights")
    return {kind: {row["feature"]: float(row["any"]) + float(row[kind]) for row in rows} for kind in COLUMNS}


def cases(setting: Setting) -> list[Case]:
    """Return the quotes of a setting with their candidates."""
    return [_case(setting, at) for at in range(len(setting.quotes))]


def _case(setting: Setting, at: int) -> Case:
    question = Question(setting, at)
    quote = question.quote
    found = {c.key: c for c in setting.candidates.near(question.at, quote.end)}
    found.update((c.key, c) for c in setting.candidates.titled)
    surfaces = [setting.answers[at], *reversed(setting.answers[max(0, at - EARLIER) : at])]
    if quote.speaker_kind in ("role", "organisation", "document"):
        surfaces += [quote.speaker, setting.text[max(0, quote.phrase_start) : max(0, quote.phrase_end)]]
    for surface in surfaces:
        add(setting, found, surface)
    candidates = [c for c in found.values() if agrees(question, c)] + [NOBODY]
    return Case(question, candidates, [features(question, c) for c in candidates])


def add(setting: Setting, found: dict[str, Candidate], surface: str) -> None:
    """Add the candidate of a name or phrase, if it is short enough to be one."""
    key = fold(surface)
    if key and key not in found and len(surface) < 120:
        found[key] = setting.candidates.by_key.get(key) or phrase_candidate(surface)


def agrees(question: Question, candidate: Candidate) -> bool:
    """Tell whether a phrase may stand for a candidate: « elle » is no man, « les avocats » no single person."""
    personal = question.said in PERSONAL
    if candidate.kind not in ("person", "several", "phrase") or not (personal or question.described):
        return True
    plural = candidate.plural or LIST_SEPARATOR in candidate.name
    if question.plural and not plural:
        return candidate.kind == "phrase" and not personal
    if plural and not question.plural:
        return not personal and candidate.key == question.answer
    return plural or not personal or {candidate.gender, question.gender} != {"f", "m"}


def extended(case: Case, earlier: Sequence[Candidate]) -> Case:
    """Return a case with the speakers decided before among its candidates."""
    known = set(map(id, case.candidates))
    keys = {c.key for c in case.candidates}
    last = dict.fromkeys(reversed(earlier[-EARLIER:]))
    new = [c for c in last if id(c) not in known and c.key not in keys and agrees(case.question, c)]
    if not new:
        return case
    found = [features(case.question, c) for c in new]
    return Case(case.question, [*case.candidates, *new], [*case.found, *found])


def probabilities(case: Case, spoken: Sequence[str], echoed: str, by_kind: Weights) -> list[float]:
    """Return the probability of each candidate of a case, given the keys of the speakers before and of an echo."""
    known = by_kind[column(case.question.quote.speaker_kind)]
    scores = []
    for candidate, found in zip(case.candidates, case.found, strict=True):
        linked: Found = {}
        chain(case.question, candidate, spoken, echoed, linked)
        score = sum(value * known.get(name, 0.0) for name, value in found.items())
        scores.append(score + sum(value * known.get(name, 0.0) for name, value in linked.items()))
    best = max(scores)
    raised = [exp(score - best) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def order(found: Sequence[Case]) -> list[int]:
    """Return in what order quotes are decided: as they stand, but what echoes the words of another one last."""
    return sorted(range(len(found)), key=lambda at: (found[at].question.echo >= 0, at))


def earlier(found: Sequence[Case], decided: Mapping[int, Candidate], at: int) -> list[Candidate]:
    """Return the speakers decided before the quote ``at``, in order, but those of echoes."""
    return [decided[i] for i in range(at) if found[i].question.echo < 0]


def decide(found: Sequence[Case], by_kind: Weights) -> list[Decision]:
    """Return the speaker of each quote."""
    decided: dict[int, Candidate] = {}
    done: dict[int, Decision] = {}
    for at in order(found):
        before = earlier(found, decided, at)
        echoed = decided.get(found[at].question.echo)
        case = extended(found[at], [*before, *([echoed] if echoed else [])])
        share = probabilities(case, [c.key for c in before], echoed.key if echoed else "", by_kind)
        best = answer = _answer(case)
        if answer < 0:
            best = max(range(len(share)), key=lambda i: (share[i], -i))
        decided[at] = case.candidates[best]
        goes_on = bool(before) and before[-1].key == decided[at].key and case.question.quote.speaker_kind != "name"
        last = max((i for i in range(at) if found[i].question.echo < 0), default=-1)
        done[at] = Decision(
            decided[at], share[best], done[last].share * done[last].before if goes_on else 1.0, answer >= 0
        )
    return [done[at] for at in range(len(found))]


def is_named(question: Question) -> bool:
    """« a dit Anne Vial »: who is named speaks."""
    return question.quote.speaker_kind == "name"


def is_new(question: Question) -> bool:
    """« d'autres témoins », « une voisine »: an indefinite phrase brings in somebody of whom nothing was said."""
    return question.quote.speaker_kind == "role" and question.indefinite


def is_metonym(question: Question) -> bool:
    """« à l'Élysée, on assure »: « on » is who stands at the place."""
    return question.said == "on"


CERTAIN: tuple[Callable[[Question], bool], ...] = (is_named, is_new, is_metonym)


def _answer(case: Case) -> int:
    """Return which candidate the rules answer, where they are better judges than any weight, else -1."""
    if not case.question.answer or not any(certain(case.question) for certain in CERTAIN):
        return -1
    return next((i for i, c in enumerate(case.candidates) if c.key == case.question.answer), -1)
