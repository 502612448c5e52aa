"""Rules of the part of a whole: « le premier mercredi de mars », « la seconde moitié de 2025 »."""

import re

from pipeline.dates.calendar import Point
from pipeline.dates.nth import Nth
from pipeline.dates.rules import DIGIT, Source, article, make, rule
from pipeline.dates.words import MONTH, MONTHS, SIDE, WEEKDAYS, YEAR, Found, side
from pipeline.language.patterns import column, one_of

_ORDINALS = {word: int(number) for word, number in column("dates/ordinals", "ordinal", "number").items()}
_UNITS = column("dates/part_units", "word", "unit")
_PART = rf"(?P<ordinal>{one_of(_ORDINALS)}) (?P<unit>{one_of([*_UNITS, *WEEKDAYS])})(?!\w)"
_OF_MONTH = rf"(?:mois (?:de |d'))?(?P<month>{MONTH})(?:,? (?:de )?(?P<year>{YEAR}))?(?: (?P<side>{SIDE}))?"
_OF_YEAR = rf"(?:l'annee )?(?P<only>{YEAR})(?!\w|[.,][0-9])"
_RELATIVE = rf"(?P<whole>l'an|l'annee|mois) (?P<beside>{SIDE})|(?P<this>cette annee|ce mois(?:-ci)?)(?!\w)"
_CENTURY = r"(?P<century>[ivx]{1,5}|[0-9]{1,2})e siecle(?!\w)"


@rule(
    rf"{_PART} (?:de |du |d')(?:{_OF_MONTH}|{_OF_YEAR}|{_RELATIVE}|{_CENTURY})",
    [DIGIT, *(word for word in _ORDINALS if word[0].isalpha())],
)
def part_of_whole(match: re.Match[str], source: Source) -> Found | None:
    """Read « la deuxième quinzaine d'avril », « le dernier jour de 2023 », « le premier semestre de l'an dernier »."""
    nth = _nth(match)
    start = article(source, match.start())[0]
    reading = _whole(match)
    if reading is None or (nth.unit in ("quarter", "half_year") and not (match["whole"] or match["this"])):
        return None  # « premier trimestre 2024 » has a rule of its own
    point, place, steps, anchor = reading
    if point.complete:
        return _complete(start, match.end(), point, nth)
    return make(start, match.end(), point, place=place, steps=steps, anchor=anchor, derived=nth)


def _nth(match: re.Match[str]) -> Nth:
    number, word = _ORDINALS[match["ordinal"]], match["unit"]
    if word in WEEKDAYS:
        return Nth(unit="weekday", number=number, weekday=WEEKDAYS[word])
    return Nth(unit=_UNITS[word], number=number)


def _complete(start: int, end: int, whole: Point, nth: Nth) -> Found | None:
    try:
        return make(start, end, nth.of(whole))
    except ValueError:
        return None


def _whole(match: re.Match[str]) -> tuple[Point, str, int, str] | None:
    """Return the whole that is named, and how it finds its place: its place, its steps, its anchor."""
    if match["month"]:
        point = Point(unit="month", year=int(match["year"]) if match["year"] else None, number=MONTHS[match["month"]])
        place, anchor = side(match["side"]) if match["side"] else ("near", "publication")
        return point, place, 0, anchor
    if match["only"]:
        return Point(unit="year", year=int(match["only"])), "fixed", 0, "publication"
    if match["century"]:
        number = roman(match["century"])
        return (Point(unit="century", year=100 * (number - 1)), "fixed", 0, "publication") if number else None
    unit = "month" if "mois" in (match["whole"] or match["this"]) else "year"
    place, anchor = side(match["beside"]) if match["beside"] else ("", "publication")
    return Point(unit=unit), "shift", {"last": -1, "next": 1}.get(place, 0), anchor


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman(digits: str) -> int:
    """Return the value of Roman or Arabic digits.

    >>> roman("xix"), roman("19")
    (19, 19)
    """
    if digits.isdigit():
        return int(digits)
    values = [_ROMAN[d] for d in digits]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
