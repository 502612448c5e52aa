"""An incomplete value finds its place: the nearest, the last, the next."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from pipeline.dates.calendar import Interval, Point, Value, at, move
from pipeline.dates.feasts import feast_day

# A date named by day and month is the nearest one, unless the tense says the contrary of a date as far as this.
_FAR = timedelta(days=31)
# Nobody leaves out the year of a day to come that is as far as this, unless the tense is future.
_TOO_FAR = timedelta(days=150)
# An article may be dated some days before what it tells: a past this near ahead is no contradiction.
_SLACK = timedelta(days=3)
# A weekday without a tense is the nearest, up to this many days ahead.
_AHEAD = 3
COMING = ("future", "onward")
# Days to each side in which there is surely a 31st, and the same weekday twice.
_REACH_OF_DAY, _REACH_OF_WEEKDAY = 40, 14


class NoPlaceError(Exception):
    """A value has no place in the calendar."""


def placed(value: Value, place: str, steps: int, base: date, tense: str) -> Value:
    """Return a value placed from ``base``; raise ``NoPlaceError`` if the calendar has no such day.

    >>> from pipeline.dates.calendar import Point
    >>> placed(Point(unit="day", number=12, day=12), "near", 0, date(2025, 3, 14), "").timex()
    '2024-12-12'
    >>> placed(Point(unit="day", weekday=1), "near", 0, date(2025, 3, 14), "future").timex()
    '2025-03-17'
    """
    if not MINYEAR + 120 < base.year < MAXYEAR - 120:
        raise NoPlaceError
    try:
        if isinstance(value, Interval):
            return _placed_interval(value, place, base, tense)
        if not isinstance(value, Point):
            return value
        return _placed_point(value, place, steps, base, tense)
    except (ValueError, OverflowError):
        raise NoPlaceError from None


def _placed_point(point: Point, place: str, steps: int, base: date, tense: str) -> Point:
    return PLACES.get(place, _near)(point, steps, base, tense)


def _of_week(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « mardi de la semaine dernière »."""
    if not point.weekday:
        return _near(point, steps, base, tense)
    monday = base - timedelta(days=base.weekday())
    return _on(point, monday + timedelta(days=point.weekday - 1 + 7 * steps))


def _week_of(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « la semaine du 23 juillet »."""
    return at("week", (_day(point, base, tense).bounds() or (base, base))[0])


def _of_month(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « le 15 du mois prochain »."""
    if not point.day:
        return _near(point, steps, base, tense)
    return replace(move(at("month", base), steps), unit="day", day=point.day)


def _shifted(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « hier », « la semaine prochaine »: so many units from the anchor."""
    return replace(move(at(point.unit, base), steps), part=point.part)


def _last(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « mardi dernier »: the last one that is over."""
    return _best(point, base, lambda first, last: last < base and (base - first).days + 1)


def _next(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « mardi prochain »: the first one that has not begun."""
    return _best(point, base, lambda first, last: first > base and (first - base).days + 1)


def _near(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « le 3 mars », « lundi », « en août »: the nearest, by the tense."""
    if point.unit == "day" and point.weekday and point.day is None:
        return _weekday(point, base, tense)
    if point.unit in ("day", "week"):
        return _day(point, base, tense)
    return _unit(point, base, tense)


def _this(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « cet été »: the one that was, if it dates what is done; the coming one by the tense; else the nearest.

    One that is over is further than it lies: in January « cet été » is to come, « cet automne » is over.
    """
    if tense == "done" or tense in COMING:
        return _unit(point, base, tense)

    def distance(first: date, last: date) -> int:
        return max(2 * (first - base).days, 3 * (base - last).days, 0) + 1

    return _best(point, base, distance)


def _tonight(point: Point, steps: int, base: date, tense: str) -> Point:
    """Place « cette nuit »: the one that is over where it dates what is done; a night bears the date of its evening."""
    return replace(at("day", base - timedelta(days=tense in ("done", "past"))), part=point.part)


# How the places of a reading are found; any other is the nearest.
PLACES: dict[str, Callable[[Point, int, date, str], Point]] = {
    "this": _this,
    "tonight": _tonight,
    "week": _of_week,
    "week_of": _week_of,
    "month": _of_month,
    "shift": _shifted,
    "last": _last,
    "next": _next,
}


def _on(point: Point, day: date) -> Point:
    return replace(point, year=day.year, number=day.month, day=day.day, feast="")


def _candidates(point: Point, base: date) -> Iterable[Point]:
    """Yield the points around ``base`` that a partial point may be."""
    if point.number is not None or point.feast:
        return _through_years(point, base)
    return _days_around(point, base) if point.unit == "day" else _units_around(point, base)


def _days_around(point: Point, base: date) -> Iterator[Point]:
    """Yield the Mondays, the 12ths around ``base``."""
    reach = _REACH_OF_DAY if point.day else _REACH_OF_WEEKDAY
    for days in range(-reach, reach + 1):
        day = base + timedelta(days=days)
        if point.weekday in (None, day.isoweekday()) and point.day in (None, day.day):
            yield _on(point, day)


def _units_around(point: Point, base: date) -> Iterator[Point]:
    """Yield the weeks, the months, the years around ``base``."""
    here = at(point.unit, base)
    yield from (move(here, n) for n in range(-2, 3))


def _through_years(point: Point, base: date) -> Iterator[Point]:
    """Yield the third of March, the Easters of the years around."""
    for year in _years(point, base):
        feast = feast_day(point.feast, year) if point.feast else None
        candidate = _on(point, feast) if feast else replace(point, year=year)
        if candidate.bounds() and candidate.complete:
            yield candidate


def _years(point: Point, base: date) -> Iterable[int]:
    """Return the years to try: its own, or as many as it takes to meet a weekday, a leap day."""
    if point.year is not None:
        return (point.year,)
    leap_day = point.unit == "day" and (point.number, point.day) == (2, 29)
    around = 1 if point.weekday and point.unit == "day" else 8 if leap_day else 2
    return range(base.year - around, base.year + around + 1)


def _best(point: Point, base: date, cost: Callable[[date, date], int | bool]) -> Point:
    """Return the candidate of least cost; ``False`` excludes one. Raise ``NoPlaceError`` if none is left."""
    best, least = None, 0
    for candidate in _candidates(point, base):
        bounds = candidate.bounds()
        price = cost(*bounds) if bounds else False
        if price is not False and (best is None or price < least):
            best, least = candidate, int(price)
    if best is None:
        raise NoPlaceError
    return best


def _weekday(point: Point, base: date, tense: str) -> Point:
    """Place a bare weekday: the tense decides; without one, the nearest within three days; the day itself counts."""
    behind = (base.isoweekday() - (point.weekday or 1)) % 7
    if tense == "future" and behind:
        return _on(point, base + timedelta(days=7 - behind))
    ahead = 7 - behind
    if tense in ("", "onward") and ahead < behind and ahead <= _AHEAD:
        return _on(point, base + timedelta(days=ahead))
    return _on(point, base - timedelta(days=behind))


def _day(point: Point, base: date, tense: str) -> Point:
    """Place a day without its year: the nearest whose weekday, if it is said, is the right one."""
    fitting = [c for c in _candidates(point, base) if _fits(c)] or list(_candidates(point, base))
    if not fitting:
        raise NoPlaceError

    def distance(candidate: Point) -> tuple[int, int]:
        first = (candidate.bounds() or (base, base))[0]
        days = (first - base).days
        late = first.year > base.year or bool(point.feast)
        return int(_contradicts(tense, days, late=late)), 2 * abs(days) + (days > 0)

    return min(fitting, key=distance)


def _contradicts(tense: str, days: int, *, late: bool) -> bool:
    """Tell whether the tense speaks against a day so many ``days`` ahead; ``late``: of a year to come, or a feast."""
    if tense in COMING:
        return -days > _FAR.days
    told = (tense == "done" and days > _SLACK.days) or (tense in ("past", "done") and late and days > _FAR.days)
    return told or days > _TOO_FAR.days


def _fits(candidate: Point) -> bool:
    bounds = candidate.bounds()
    return not candidate.weekday or (bounds is not None and bounds[0].isoweekday() == candidate.weekday)


def _unit(point: Point, base: date, tense: str) -> Point:
    """Place a month, a season, a quarter, a weekend: the one to come if the tense is future, else the latest begun."""
    if tense in COMING:
        return _best(point, base, lambda first, last: last >= base and (last - base).days + 1)
    if point.unit == "weekend" and not tense:
        return _best(point, base, lambda first, last: abs((first - base).days) + 1)
    return _best(point, base, lambda first, last: first <= base and (base - first).days + 1)


def _placed_interval(value: Interval, place: str, base: date, tense: str) -> Interval:
    """Place both ends; the last is the first one after the first."""
    first, last = value.first, value.last
    if last.complete:
        day = (last.bounds() or (base, base))[0]
        return Interval(first=_best(first, day, lambda a, b: a <= day and (day - a).days + 1), last=last)
    if not first.complete:
        first = _placed_point(first, place, 0, base, tense)
    bounds = first.bounds()
    if bounds is None:
        raise NoPlaceError
    return Interval(first=first, last=_best(last, bounds[0], lambda a, b: a >= bounds[0] and (a - bounds[0]).days + 1))
