"""What speaks for a candidate in who has spoken before, or acted last: it waits for the quotes before to be decided."""

from bisect import bisect_left
from collections.abc import Sequence
from math import log1p
from operator import itemgetter

from pipeline.quotes.speakers.candidate import Candidate, Event
from pipeline.quotes.speakers.question import FAR, Found, Question

# Speakers before a quote that count: a bound, so that a book of dialogue is read in proportion to its length.
SPOKEN = 40


class Spoken:
    """The speakers decided so far, in the order of their quotes; those of late quotes, which repeat others, not."""

    def __init__(self) -> None:
        """Begin before anybody has spoken."""
        self._ranks: list[int] = []
        self._events: list[Event] = []

    def add(self, rank: int, said: Event) -> None:
        """Add the speaker of the quote of a rank; those of the quotes before it are added before."""
        self._ranks.append(rank)
        self._events.append(said)

    def before(self, question: Question) -> Sequence[Event]:
        """Return the last speakers before a quote, in order; before a headline, those of the whole article."""
        stop = len(question.discourse.quotes) if question.headline else question.rank
        last = bisect_left(self._ranks, stop)
        return self._events[max(bisect_left(self._ranks, stop - FAR), last - SPOKEN) : last]


def chain(question: Question, candidate: Candidate, keys: Sequence[str], last: int, found: Found) -> None:
    """Write who has spoken before: ``keys`` are those of the speakers of the quotes before, in order.

    ``last`` is where the last of them has spoken.
    """
    if keys[-1] == candidate.key:
        found["chain:last"] = 1.0
        found[f"chain:last-{question.rule}"] = 1.0
        for name in _circumstances(question, last):
            found[f"chain:last-{name}"] = 1.0
        if question.turn:
            found[f"chain:last-{question.turn}"] = 1.0
    elif next((k for k in reversed(keys[-12:]) if k and k != keys[-1]), "") == candidate.key:
        found["chain:last-but-one"] = 1.0
    count = keys.count(candidate.key)
    if count:
        found["chain:count"] = log1p(count)
        found["chain:share"] = count / len(keys)


def _circumstances(question: Question, last: int) -> list[str]:
    """Return in what circumstances a quote follows the one before."""
    held = {
        "same-paragraph": question.discourse.paragraph(last) == question.paragraph,
        "goes-on": question.quote.goes_on,
        "says-I": question.first_person,
        "opens-paragraph": question.quote.start - question.opens < 4,
        "asked": question.asked,
        "alone": question.alone,
        "on": question.goes_on,
        "taken-up": bool(question.taken_up),
    }
    return [name for name, holds in held.items() if holds] + question.shapes


def latest(question: Question, spoken: Sequence[Event]) -> Event | None:
    """Return who has last acted or spoken, if the phrase of the speaker may stand for him."""
    for event in sorted([*question.acting, *spoken[-3:]], key=itemgetter(0), reverse=True):
        who = event.who
        fits = not (who.gender and question.gender and who.gender != question.gender)
        if who.key and event.at < question.at and fits and question.plural == (who.plural or who.kind == "several"):
            return event
    return None


def lately(question: Question, candidate: Candidate, event: Event | None, found: Found) -> None:
    """Write who has last acted or spoken in the lines before."""
    if event is None or event.who.key != candidate.key or question.quote.speaker_kind == "name":
        return
    found["latest"] = 1.0
    if question.goes_on:
        found["latest:on"] = 1.0
    if event.at >= question.opens:
        found["latest:in-paragraph"] = 1.0
    for name in question.shapes:
        found[f"latest:{name}"] = 1.0
