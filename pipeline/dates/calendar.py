"""The calendar as values: points, intervals, periods and recurrences, complete or partial.

A value knows what is written and no more: « le 3 mars » has a month and a day and no year. What is unknown is
``None`` and is written ``X`` in TIMEX3 and in EDTF. Years are astronomical, as in EDTF: 44 before Christ is -43.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal

from pipeline.dates.notation import MONTHS_IN, SEASONS, YEARS_IN, edtf_day, edtf_part, timex_day, timex_part
from pipeline.language.numbers import tidy

Bounds = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One unit of the calendar, from a minute to a century.

    ``number`` counts the unit within its year (month, quarter, half, season from spring, ISO week); ``day`` is the
    day of the month, ``weekday`` 1 for Monday, ``feast`` a moveable feast whose year is not said. ``part`` places
    a day's part (``"MO"``) or its hour (``"14:30"``, ``"20"``).

    >>> Point(unit="day", number=3, day=12).timex()
    'XXXX-03-12'
    """

    unit: str
    year: int | None = None
    number: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str = ""
    feast: str = ""

    @property
    def granularity(self) -> str:
        """Return the name of the finest unit that is said."""
        if not self.part:
            return self.unit
        if self.part.isalpha():
            return "part_of_day"
        return "minute" if ":" in self.part else "hour"

    @property
    def complete(self) -> bool:
        """Tell whether the calendar alone places this point."""
        if self.unit in YEARS_IN:
            return self.year is not None
        return None not in (self.year, self.number) and (self.unit != "day" or self.day is not None)

    def timex(self) -> str:
        """Return the TIMEX3 value.

        >>> Point(unit="day", year=2024, number=3, day=12, part="14:30").timex()
        '2024-03-12T14:30'
        >>> Point(unit="century", year=1800).timex(), Point(unit="year", year=-43).timex()
        ('18', 'BC0044')
        """
        return timex_day(self) + timex_part(self.part)

    def edtf(self) -> str:
        """Return the EDTF value; empty where EDTF has no word for it (a week without a year).

        >>> Point(unit="half", year=2024, number=2).edtf(), Point(unit="decade", year=1990).edtf()
        ('2024-41', '199X')
        """
        if self.unit in ("week", "weekend") or (self.unit == "season" and self.number == 4):
            bounds = self.bounds()
            if bounds is None:
                return ""
            if self.unit == "season":
                return f"{bounds[0]:%Y-%m}/{bounds[1]:%Y-%m}"
            return f"{bounds[0].isoformat()}/{bounds[1].isoformat()}"
        return edtf_day(self) + edtf_part(self)

    def bounds(self) -> Bounds | None:
        """Return the first and the last day; ``None`` for a partial point or one out of the range of ``date``.

        >>> Point(unit="season", year=2023, number=2).bounds()
        (datetime.date(2023, 6, 1), datetime.date(2023, 8, 31))
        """
        if not self.complete or self.year is None:
            return None
        if not MINYEAR < self.year < MAXYEAR - 100:
            return None
        try:
            return _bounds(self)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From one point to another, both included.

    >>> Interval(first=Point(unit="year", year=2015), last=Point(unit="year", year=2018)).edtf()
    '2015/2018'
    """

    first: Point
    last: Point

    @property
    def granularity(self) -> str:
        """Return the granularity of its ends."""
        return self.last.granularity

    @property
    def complete(self) -> bool:
        """Tell whether both ends are."""
        return self.first.complete and self.last.complete

    def timex(self) -> str:
        """Return the two TIMEX3 values, in the ISO 8601 form of an interval."""
        return f"{self.first.timex()}/{self.last.timex()}"

    def edtf(self) -> str:
        """Return the EDTF interval."""
        if not self.complete:
            return ""
        first, last = self.first.edtf(), self.last.edtf()
        if "/" not in first + last and "T" not in first + last:
            return f"{first}/{last}"
        bounds = self.bounds()
        return f"{bounds[0].isoformat()}/{bounds[1].isoformat()}" if bounds else ""

    def bounds(self) -> Bounds | None:
        """Return the first day of the one and the last of the other."""
        first, last = self.first.bounds(), self.last.bounds()
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time: « trois ans » is ``P3Y``; ``X`` stands for a number that is not said.

    ``unit`` and ``count`` allow it to be counted from a day; ``more`` is what is added in smaller units.

    >>> Period(count="1.5", unit="hour").timex()
    'PT1.5H'
    >>> Period(count="2", unit="hour").plus(Period(count="21", unit="minute")).timex()
    'PT2H21M'
    """

    count: str
    unit: str
    more: "Period | None" = None
    granularity: str = ""
    complete: bool = False

    def timex(self) -> str:
        """Return the TIMEX3 value."""
        letter, factor = PERIODS[self.unit]
        count = self.count
        if factor > 1:
            count = "X" if count == "X" else format(tidy(Decimal(count) * factor), "f")
        written = (
            f"P{letter[:-1]}{count}{letter.lstrip('T')}"
            if len(letter) == 1 or letter[0] == "T"
            else f"P{count}{letter}"
        )
        if self.more is None:
            return written
        rest = self.more.timex()[1:]
        return written + (rest.removeprefix("T") if letter[0] == "T" else rest)

    def plus(self, other: "Period") -> "Period":
        """Return this length and a smaller one together."""
        return replace(self, more=other if self.more is None else self.more.plus(other))

    def is_longer(self, other: "Period") -> bool:
        """Tell whether the unit is longer than another's, so that both can be said in a row."""
        order, one_letter = list(PERIODS), PERIODS[self.unit][0] == PERIODS[other.unit][0]
        known = "X" not in (self.count, other.count)
        return known and not one_letter and order.index(self.unit) > order.index(other.unit)

    def edtf(self) -> str:
        """Return nothing: EDTF has no durations."""
        return ""

    def bounds(self) -> None:
        """Return nothing: a length is nowhere."""


# Letter of ISO 8601 and how many of it the unit has.
PERIODS = {
    "second": ("TS", 1), "minute": ("TM", 1), "hour": ("TH", 1), "day": ("D", 1), "night": ("D", 1),
    "weekend": ("WE", 1), "week": ("W", 1), "fortnight": ("W", 2), "month": ("M", 1), "quarter": ("M", 3),
    "half": ("M", 6), "year": ("Y", 1), "five_years": ("Y", 5), "seven_years": ("Y", 7), "decade": ("Y", 10),
    "century": ("Y", 100), "millennium": ("Y", 1000),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A value that TIMEX3 writes in its own words: ``P1D`` for « chaque jour », ``PRESENT_REF`` for « désormais »."""

    value: str
    granularity: str = ""
    complete: bool = False

    def timex(self) -> str:
        """Return the TIMEX3 value."""
        return self.value

    def edtf(self) -> str:
        """Return nothing."""
        return ""

    def bounds(self) -> None:
        """Return nothing."""


Value = Point | Interval | Period | Symbol


def at(unit: str, day: date) -> Point:
    """Return the unit of the calendar in which a day lies.

    >>> at("week", date(2025, 3, 14)).timex(), at("season", date(2025, 1, 3)).timex()
    ('2025-W11', '2024-WI')
    """
    if unit in ("week", "weekend"):
        iso = day.isocalendar()
        return Point(unit=unit, year=iso.year, number=iso.week)
    if unit == "day":
        return Point(unit=unit, year=day.year, number=day.month, day=day.day)
    if unit == "season":
        return Point(unit=unit, year=day.year - (day.month < 3), number=(day.month - 3) % 12 // 3 + 1)
    if unit in YEARS_IN:
        return Point(unit=unit, year=day.year // YEARS_IN[unit] * YEARS_IN[unit])
    return Point(unit=unit, year=day.year, number=(day.month - 1) // MONTHS_IN[unit] + 1)


def move(point: Point, steps: int) -> Point:
    """Return the point that lies ``steps`` units further.

    Raises ``ValueError`` or ``OverflowError`` out of the calendar.

    >>> move(at("month", date(2025, 1, 31)), -2).timex()
    '2024-11'
    """
    if point.year is None:
        raise ValueError("a partial point cannot be moved")
    if point.unit in YEARS_IN:
        return replace(point, year=point.year + steps * YEARS_IN[point.unit])
    if point.unit in ("day", "week", "weekend"):
        first = _bounds(point)[0]
        return replace(
            at(point.unit, first + timedelta(days=steps * (1 if point.unit == "day" else 7))), part=point.part
        )
    per_year = 4 if point.unit == "season" else 12 // MONTHS_IN[point.unit]
    count = point.year * per_year + (point.number or 1) - 1 + steps
    return replace(point, year=count // per_year, number=count % per_year + 1)


def back(day: date, period: Period) -> date | None:
    """Return the day that lies a period before ``day``; ``None`` if its length is not said in whole units.

    >>> back(date(2025, 3, 14), Period(count="3", unit="year"))
    datetime.date(2022, 3, 14)
    """
    letter, factor = PERIODS[period.unit]
    if letter not in ("D", "W", "M", "Y") or not period.count.isdigit() or len(period.count) > 4:
        return None
    steps = int(period.count) * factor
    try:
        if letter in "DW":
            return day - timedelta(days=steps * (7 if letter == "W" else 1))
        months = day.year * 12 + day.month - 1 - steps * (12 if letter == "Y" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def _bounds(point: Point) -> Bounds:
    """Return the first and last day of a complete point; raise ``ValueError`` for a day that does not exist."""
    year, number = point.year or 0, point.number or 1
    if point.unit == "day":
        day = date(year, number, point.day or 1)
        return day, day
    if point.unit == "week":
        return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)
    if point.unit == "weekend":
        return date.fromisocalendar(year, number, 6), date.fromisocalendar(year, number, 7)
    if point.unit in YEARS_IN:
        return date(year, 1, 1), date(year + YEARS_IN[point.unit] - 1, 12, 31)
    first, length = (
        (SEASONS[number][1], 3)
        if point.unit == "season"
        else ((number - 1) * MONTHS_IN[point.unit] + 1, MONTHS_IN[point.unit])
    )
    last = first + length - 1
    last_year, last_month = year + (last > 12), (last - 1) % 12 + 1
    return date(year, first, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
