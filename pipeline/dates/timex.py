"""TIMEX3 and EDTF read back: from what a table says to a value."""

import re
from collections.abc import Callable

from pipeline.dates.calendar import PERIODS, Interval, Period, Point, Symbol, Value
from pipeline.dates.notation import SEASONS

TIMEX_GRAMMAR = re.compile(
    r"(?:(?:[\dX]{4}|BC\d{4})(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-(?:[1-7]|WE))?|Q[1-4X]|H[12X]|SP|SU|FA|WI|XX))?"
    r"|[\dX]{2,3})(?:T(?:MO|MI|AF|EV|NI|DT|\d{2}:\d{2}))?"
    r"|P(?=[\dXT])(?:(?:[\d.]+|X)Y)?(?:(?:[\d.]+|X)M)?(?:(?:[\d.]+|X)(?:WE|W))?(?:(?:[\d.]+|X)D)"
    r"?(?:T(?:(?:[\d.]+|X)[HMS]){1,3})?|(?:PAST|PRESENT|FUTURE)_REF|T(?:MO|MI|AF|EV|NI|DT|\d{2}:\d{2})"
)


def is_timex(value: str) -> bool:
    """Tell whether a string is a TIMEX3 value, or two with a slash for an interval.

    >>> is_timex("2024-W11-WE"), is_timex("XXXX-03-12TEV"), is_timex("mars")
    (True, True, False)
    """
    return all(TIMEX_GRAMMAR.fullmatch(end) for end in value.split("/", 1))


_SEASON_NUMBER = {letters: number for number, (letters, _) in SEASONS.items()}
_POINT = re.compile(
    r"(?P<year>[\dX]{4}|BC\d{4})"
    r"(?:-(?:(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?|W(?P<week>[\dX]{2})(?:-(?P<weekday>[1-7])|-(?P<end>WE))?"
    r"|Q(?P<quarter>[1-4X])|H(?P<half>[12X])|(?P<season>SP|SU|FA|WI)))?(?:T(?P<part>[A-Z]{2}|\d{2}:\d{2}))?"
)
_LENGTH = re.compile(r"P(?P<time>T?)(?P<count>[\d.]+|X)(?P<letter>[YMWDHS]|WE)")


def from_timex(value: str) -> Value | None:
    """Return the value that a TIMEX3 string says, ``None`` if it says none.

    >>> from_timex("2024-03-12TEV").edtf(), from_timex("199").bounds()[0].isoformat(), from_timex("P3Y")
    ('2024-03-12', '1990-01-01', Period(count='3', unit='year', more=None, granularity='', complete=False))
    """
    if not is_timex(value):
        return None
    if "/" in value:
        return _interval(value, from_timex)
    if value.isdigit() and len(value) < 4:
        unit, size = ("decade", 10) if len(value) == 3 else ("century", 100)
        return Point(unit=unit, year=int(value) * size)
    length, point = _LENGTH.fullmatch(value), _POINT.fullmatch(value)
    if length:
        letter = length["time"] + length["letter"]
        unit = next(unit for unit, (code, factor) in PERIODS.items() if code == letter and factor == 1)
        return Period(count=length["count"], unit=unit)
    return _point(point) if point else Symbol(value=value)


def _interval(value: str, read: Callable[[str], Value | None]) -> Interval | None:
    first, last = map(read, value.split("/", 1))
    return Interval(first=first, last=last) if isinstance(first, Point) and isinstance(last, Point) else None


def _point(match: re.Match[str]) -> Point:
    """Return the point that the groups of ``_POINT`` say."""
    year = 1 - int(match["year"][2:]) if match["year"].startswith("BC") else _known(match["year"])
    part = match["part"] or ""
    if match["month"]:
        day = match["day"] is not None
        return Point(
            unit="day" if day else "month",
            year=year,
            number=_known(match["month"]),
            day=_known(match["day"] or ""),
            part=part,
        )
    if match["weekday"]:
        return Point(unit="day", year=year, weekday=int(match["weekday"]), part=part)
    if match["week"]:
        return Point(unit="weekend" if match["end"] else "week", year=year, number=_known(match["week"]))
    if match["season"]:
        return Point(unit="season", year=year, number=_SEASON_NUMBER[match["season"]])
    for unit in ("quarter", "half"):
        if match[unit]:
            return Point(unit=unit, year=year, number=_known(match[unit]))
    return Point(unit="year", year=year)


def _known(digits: str) -> int | None:
    return int(digits) if digits.isdigit() else None


_EDTF = re.compile(
    r"(?P<year>-?[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2})(?:T(?P<hour>\d{2}:\d{2}):00)?)?)?~?"
)


def from_edtf(value: str) -> Value | None:
    """Return the value that an EDTF string of the tables says, ``None`` if it says none.

    >>> from_edtf("2024-41").timex(), from_edtf("18XX").timex(), from_edtf("-0043").timex()
    ('2024-H2', '18', 'BC0044')
    """
    if "/" in value:
        return _interval(value, from_edtf)
    match = _EDTF.fullmatch(value)
    return _edtf_point(match) if match else None


def _edtf_point(match: re.Match[str]) -> Point:
    """Return the point that the groups of ``_EDTF`` say."""
    digits, month = match["year"], _known(match["month"] or "")
    if not match["month"]:
        unit = {"XX": "century", "X": "decade"}.get(re.sub(r"[\d-]", "", digits), "year")
        year = None if digits == "XXXX" else int(digits.replace("X", "0"))
        return Point(unit=unit, year=year)
    year = _known(digits) if not digits.startswith("-") else int(digits)
    if month is not None and month > 20:
        first, unit = next((n, u) for n, u in ((39, "half"), (32, "quarter"), (20, "season")) if month > n)
        return Point(unit=unit, year=year, number=month - first)
    unit = "day" if match["day"] else "month"
    return Point(unit=unit, year=year, number=month, day=_known(match["day"] or ""), part=match["hour"] or "")
