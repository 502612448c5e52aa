"""The words of time, as fragments of regular expressions for folded text (``fold``)."""

import re
from dataclasses import dataclass, field

from pipeline.dates.calendar import Value
from pipeline.dates.nth import Derived
from pipeline.language.lists import load
from pipeline.language.numbers import COUNT
from pipeline.language.patterns import column, one_of
from pipeline.language.typography import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words say, before the day on which they were written is known.

    ``place`` says how an incomplete value finds its place: ``fixed`` (it needs none, or has none), ``shift`` (``steps``
    units from the anchor), ``near`` (the nearest, by the tense), ``last``, ``next``, ``this`` (said explicitly),
    ``back`` (a period counted back from the anchor). ``anchor`` is ``publication`` or ``text`` (the last date named).
    ``derived`` says what of the value is meant once it has its place: its second fortnight, the day two weeks before.
    ``generic`` marks what may be said of no day in particular (« La nuit, tous les chats sont gris »).
    """

    value: Value
    place: str = "fixed"
    steps: int = 0
    anchor: str = "publication"
    mod: str = ""
    derived: Derived | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An expression where it stands: its span, its TIMEX3 type, its reading."""

    start: int
    end: int
    type: str
    reading: Reading
    tags: frozenset[str] = field(default=frozenset())


MONTHS = {name: int(n) for name, n in column("dates/months", "month", "number").items()}
MONTHS |= {
    name + dot: int(n) for name, n in column("dates/months", "abbreviation", "number").items() for dot in ("", ".")
}
ABBREVIATIONS = frozenset(fold(row["abbreviation"]) for row in load("dates/months") if row["abbreviation"])
WEEKDAYS = {name: int(n) for name, n in column("dates/weekdays", "weekday", "number").items()}
SEASONS = {name: int(n) for name, n in column("dates/seasons", "season", "number").items()}
PARTS = column("dates/parts_of_day", "part", "value")
PERIOD_OF = column("dates/time_units", "word", "period") | column("dates/time_units", "plural", "period")
UNIT_OF = column("dates/time_units", "word", "calendar") | column("dates/time_units", "plural", "calendar")

FULL_MONTH = one_of(column("dates/months", "month", "number"))
MONTH = one_of(MONTHS) + r"(?<!sept)(?!\w)"
MONTH_AFTER_DAY = one_of(MONTHS) + r"(?!\w)(?!(?<=sept)-)"
"""« sept » is the month after a day (« le 9 sept 2025 »), the number elsewhere."""
WEEKDAY = one_of(WEEKDAYS) + r"(?!\w)"
SEASON = one_of(SEASONS)
PARTS_ALONE = one_of(p for p in PARTS if p != "journee")
"""The parts of the day that need no « dans », « en fin de » before them."""
UNIT = one_of(PERIOD_OF) + r"(?![\w-])"
DAY = r"(?:1(?:er| er)|premier|0?[1-9]|[12][0-9]|3[01])(?![0-9])"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9])"
NUMBER = rf"(?:{COUNT}|quelques|plusieurs)"
LAST = r"(?:derni(?:er|ere)s?|passee?s?|ecoulee?s?|precedente?s?)(?!\w)"
NEXT = r"(?:prochaine?s?|suivante?s?|a venir|qui vient)(?!\w)"
SIDE = rf"(?:{LAST}|{NEXT})"
"""« dernier » or « prochain », and the words that take their place."""
SIDE_AFTER = rf"(?: (?P<side>{SIDE}))?"


def side(words: str) -> tuple[str, str]:
    """Return the place and the anchor that « dernier », « prochain », « suivant », « précédent » give.

    >>> side("prochaine"), side("précédente")
    (('next', 'publication'), ('last', 'text'))
    """
    words = fold(words)
    place = "last" if re.match(LAST, words) else "next"
    return place, "text" if words.startswith(("precedent", "suivant")) else "publication"


def day_number(words: str) -> int:
    """Return the day of the month that is written.

    >>> day_number("1er"), day_number("premier"), day_number("07")
    (1, 1, 7)
    """
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else 1
