"""Whom the whole article lets speak: the one interviewed, who is quoted by name, who signs it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pipeline.entities.cast import Cast, Member
from pipeline.entities.spelling import fold, is_full
from pipeline.language.patterns import one_of
from pipeline.quotes.grammar.lexicon import words

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote

# An interview has this many answers in marks, right after a question.
ANSWERS = 2
_ASKED = re.compile(r'\?[\s»”"]*[«“"—–-]?\s*$')
# Characters before a name that may say that he is the journalist.
_SIGNATURE = 60
# What may follow the name in a line that signs an article: « (avec AFP) », « , à Lyon », « (@nom) ».
_SIGNED = re.compile(r"(?:\s?[,(–—-][^\n.!?]{0,40}|\s?\S*@\S*|\.)?\s*")


@dataclass(frozen=True, slots=True)
class Voices:
    """Whom an article lets speak, by their keys.

    ``named`` counts the quotes of those whom the rules name; ``authors`` sign the article or are its journalists;
    ``first`` is the first person named in full who is none of them; ``interview`` tells that quotes answer questions.
    """

    named: Mapping[str, int] = field(default_factory=dict)
    authors: frozenset[str] = frozenset()
    first: str = ""
    interview: bool = False


def read_voices(text: str, cast: Cast, quotes: Sequence["Quote"], named: Sequence[str], titled: Set[str]) -> Voices:
    """Return whom an article lets speak; ``named`` are the keys of those whom the rules name, one a quote.

    ``titled`` are the persons whom the title names: one alone is the one interviewed.

    >>> from pipeline.entities.cast import read_cast
    >>> from pipeline.records import Name
    >>> text = "Propos recueillis par Paul Roux. Anne Vial publie un livre."
    >>> voices = read_voices(text, read_cast(text, [Name(22, 31, "PER"), Name(33, 42, "PER")]), [], [], set())
    >>> sorted(voices.authors), voices.first
    (['paul roux'], 'anne vial')
    """
    authors = frozenset(fold(member.name) for member in _authors(text, cast))
    people = (fold(m.name) for name, m in cast.mentions() if name.label == "PER" and is_full(m.name))
    asked = sum(bool(_ASKED.search(text, max(0, q.start - 8), q.start)) for q in quotes if q.speaker_kind == "none")
    first = next((key for key in people if key not in authors), "")
    if asked >= ANSWERS and len(titled) == 1:
        first = fold(next(iter(titled)))
    return Voices(Counter(filter(None, named)), authors, first, asked >= ANSWERS)


def _authors(text: str, cast: Cast) -> Iterator[Member]:
    """Yield « notre journaliste Paul Roux », « propos recueillis par Paul Roux », who signs the last line alone."""
    last = text.rstrip().rfind("\n") + 1
    for place, member in cast.mentions():
        if place.label != "PER":
            continue
        signs = place.start >= last > 0 and place.start - last < len("Par ") and _SIGNED.fullmatch(text, place.end)
        if signs or _lead().search(text, max(0, place.start - _SIGNATURE), place.start):
            yield member


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:notre {one_of(words('reporter'))}(?: [\w-]+)?|{one_of(words('gathered'))} par) $")
