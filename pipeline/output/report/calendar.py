"""Months, years or decades: the steps of a time axis, by how far its days lie apart."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, get_month_names

# Steps that an axis holds at most before it takes a coarser unit, and at least whatever there is to count: a column
# asks some width, and an axis of empty columns shows nothing.
MOST_STEPS, LEAST_STEPS = 84, 12

MONTHS = get_month_names("abbreviated", locale="fr")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the axis: the number of the step in which an ISO day falls, and the French label of a step."""

    step: Callable[[str], int]
    label: Callable[[int], str]


UNITS = (
    Unit(lambda day: int(day[:4]) * 12 + int(day[5:7]) - 1, lambda step: f"{MONTHS[step % 12 + 1]} {step // 12}"),
    Unit(lambda day: int(day[:4]), str),
    Unit(lambda day: int(day[:4]) // 10, lambda step: f"années {step}0"),
    Unit(lambda day: int(day[:4]) // 100, lambda step: f"{step}00-{step}99"),
)


def unit_for(days: Sequence[str]) -> Unit:
    """Return the finest unit that keeps the axis of these ISO days short, and its columns filled.

    >>> unit_for(["2024-01-05", "2024-11-30"]).label(24288)
    'janv. 2024'
    >>> unit_for(["2019-01-05", "2024-11-30"]).label(2024)
    '2024'
    """
    first, last, most = min(days), max(days), min(MOST_STEPS, max(LEAST_STEPS, 2 * len(days)))
    return next((u for u in UNITS if u.step(last) - u.step(first) < most), UNITS[-1])


def counted(days: Iterable[str], unit: Unit) -> Counter[int]:
    """Return how many days fall in each step."""
    return Counter(unit.step(day) for day in days)


def day_in_words(day: str) -> str:
    """Return an ISO day as a French newspaper writes it.

    >>> day_in_words("2024-03-01"), day_in_words("2024-03-12"), day_in_words("")
    ('1er mars 2024', '12 mars 2024', 'sans date')
    """
    if not day:
        return "sans date"
    words = format_date(date.fromisoformat(day), "d MMMM y", locale="fr")
    return re.sub(r"^1 ", "1er ", words)
