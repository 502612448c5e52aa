"""A part of a whole: « le premier mercredi de mars », « la deuxième quinzaine d'avril », « la 3e semaine de 2027 »."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from pipeline.dates.calendar import Interval, Point, at

# A week, or a fortnight, belongs to the month that holds most of it.
_MOST_OF_A_WEEK = timedelta(days=3)
_HALF_MONTH = 15
_WEDNESDAY, _SATURDAY = 3, 6
# Easter and Pentecost, in days from Easter: the Monday after them is a holiday.
_MONDAY_AFTER = (timedelta(0), timedelta(days=49))


@dataclass(frozen=True, slots=True, kw_only=True)
class Nth:
    """The n-th part of a whole; ``number`` -1 is the last, ``weekday`` 1 is Monday, with the unit ``weekday``."""

    unit: str
    number: int
    weekday: int = 0

    def of(self, whole: Point, today: date | None = None) -> Point | Interval:
        """Return the part of a complete whole; raise ``ValueError`` where it has none.

        >>> Nth(unit="weekday", number=1, weekday=3).of(Point(unit="month", year=2025, number=3)).timex()
        '2025-03-05'
        >>> Nth(unit="fortnight", number=2).of(Point(unit="month", year=2025, number=4)).edtf()
        '2025-04-16/2025-04-30'
        >>> Nth(unit="week", number=3).of(Point(unit="year", year=2027)).timex()
        '2027-W03'
        """
        bounds = whole.bounds()
        if bounds is None:
            raise ValueError(f"{whole.timex()} is not in the calendar")
        return _PARTS[self.unit](self, whole, *bounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What of a unit lies before the day of writing, or from it on: « plus tôt cette année »."""

    side: str

    def of(self, whole: Point, today: date | None) -> Interval:
        """Return the days before ``today``, or from it on; raise ``ValueError`` where there is none.

        >>> Rest(side="before").of(Point(unit="year", year=2018), date(2018, 5, 28)).edtf()
        '2018-01-01/2018-05-27'
        """
        bounds = whole.bounds()
        if bounds is None or today is None:
            raise ValueError(f"{whole.timex()} is not in the calendar")
        first, last = bounds
        ends = (first, today - timedelta(days=1)) if self.side == "before" else (today, last)
        if not first <= ends[0] <= ends[1] <= last:
            raise ValueError("nothing is left of it")
        return Interval(first=at("day", ends[0]), last=at("day", ends[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """So many units after a day, or before it when negative: « deux semaines avant le 13 mai »."""

    count: int
    unit: str

    def of(self, whole: Point, today: date | None = None) -> Point:
        """Return the day that lies so far from another; raise ``ValueError`` or ``OverflowError`` out of the calendar.

        >>> Offset(count=-2, unit="week").of(Point(unit="day", year=1999, number=5, day=13)).timex()
        '1999-04-29'
        """
        bounds = whole.bounds()
        if bounds is None:
            raise ValueError(f"{whole.timex()} is not in the calendar")
        return at("day", bounds[0] + relativedelta(**{f"{self.unit}s": self.count}))


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWeekend:
    """The weekend that a feast or a day falls in, or makes longer: « le week-end de Pâques »."""

    def of(self, whole: Point, today: date | None = None) -> Point | Interval:
        """Return the days from the feast to Sunday, or from Saturday to it; raise ``ValueError`` in mid-week.

        The Mondays of Easter and of Pentecost belong to theirs (code du travail, article L3133-1).

        >>> LongWeekend().of(Point(unit="day", year=2025, number=4, day=20)).edtf()
        '2025-04-19/2025-04-21'
        >>> LongWeekend().of(Point(unit="day", year=2025, number=5, day=29)).edtf()
        '2025-05-29/2025-06-01'
        """
        bounds = whole.bounds()
        if bounds is None or bounds[0].isoweekday() == _WEDNESDAY:
            raise ValueError(f"{whole.timex()} is in no weekend")
        day = bounds[0]
        saturday = day - timedelta(days=(day.isoweekday() - _SATURDAY) % 7)
        early = day.isoweekday() < _WEDNESDAY
        first = day if _WEDNESDAY < day.isoweekday() < _SATURDAY else saturday
        last = day if early else day + timedelta(days=7 - day.isoweekday())
        if day - easter(day.year) in _MONDAY_AFTER:
            last += timedelta(days=1)
        if (first.isoweekday(), last - first) == (_SATURDAY, timedelta(days=1)):
            return at("weekend", first)
        return Interval(first=at("day", first), last=at("day", last))


def _day(nth: Nth, whole: Point, first: date, last: date) -> Point:
    return at("day", _inside(last if nth.number < 0 else first + timedelta(days=nth.number - 1), first, last))


def _weekday(nth: Nth, whole: Point, first: date, last: date) -> Point:
    """Return the n-th Monday, Tuesday... of a month or a year."""
    if nth.number < 0:
        return at("day", last - timedelta(days=(last.isoweekday() - nth.weekday) % 7))
    start = first + timedelta(days=(nth.weekday - first.isoweekday()) % 7)
    return at("day", _inside(start + timedelta(weeks=nth.number - 1), first, last))


def _week(nth: Nth, whole: Point, first: date, last: date) -> Point:
    """Return the n-th week of a year (ISO 8601) or, by the same rule, of a month: the first holds its 4th day."""
    middle = last - _MOST_OF_A_WEEK if nth.number < 0 else first + _MOST_OF_A_WEEK + timedelta(weeks=nth.number - 1)
    return at("week", _inside(middle, first, last))


def _weekend(nth: Nth, whole: Point, first: date, last: date) -> Point:
    saturday = _weekday(Nth(unit="weekday", number=nth.number, weekday=6), whole, first, last).bounds()
    return at("weekend", saturday[0] if saturday else first)


def _fortnight(nth: Nth, whole: Point, first: date, last: date) -> Interval:
    """Return the first or the second fortnight of a month."""
    middle = first + timedelta(days=_HALF_MONTH - 1)
    if whole.unit != "month" or nth.number not in (1, 2, -1):
        raise ValueError("only a month has two fortnights")
    ends = (first, middle) if nth.number == 1 else (middle + timedelta(days=1), last)
    return Interval(first=at("day", ends[0]), last=at("day", ends[1]))


def _half(nth: Nth, whole: Point, first: date, last: date) -> Point | Interval:
    """Return a half of a year, of a month, of a decade or a century."""
    if nth.number not in (1, 2, -1):
        raise ValueError("there are two halves")
    if whole.unit == "month":
        return _fortnight(nth, whole, first, last)
    number = 1 if nth.number == 1 else 2
    if whole.unit == "year":
        return Point(unit="half", year=first.year, number=number)
    middle = (first.year + last.year) // 2
    ends = (first.year, middle) if number == 1 else (middle + 1, last.year)
    return Interval(first=Point(unit="year", year=ends[0]), last=Point(unit="year", year=ends[1]))


def _of_year(nth: Nth, whole: Point, first: date, last: date) -> Point:
    """Return a quarter or a half of a year."""
    unit, most = ("quarter", 4) if nth.unit == "quarter" else ("half", 2)
    number = most if nth.number < 0 else nth.number
    if whole.unit != "year" or number > most:
        raise ValueError(f"a year has no such {unit}")
    return Point(unit=unit, year=first.year, number=number)


def _month(nth: Nth, whole: Point, first: date, last: date) -> Point:
    return Point(unit="month", year=first.year, number=nth.number)


def _inside(day: date, first: date, last: date) -> date:
    if not first <= day <= last:
        raise ValueError("there is no such day in it")
    return day


_PARTS: dict[str, Callable[[Nth, Point, date, date], Point | Interval]] = {
    "day": _day,
    "weekday": _weekday,
    "week": _week,
    "weekend": _weekend,
    "fortnight": _fortnight,
    "half": _half,
    "quarter": _of_year,
    "month": _month,
    "half_year": _of_year,
}

Derived = Nth | Rest | Offset | LongWeekend
"""What may be meant of a value once it has its place."""
