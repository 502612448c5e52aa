"""How TIMEX3 and EDTF write the points of the calendar."""

from typing import Protocol


class Unit(Protocol):
    """What is written of a point of the calendar (see :class:`pipeline.dates.calendar.Point`)."""

    @property
    def unit(self) -> str:  # noqa: D102
        ...

    @property
    def year(self) -> int | None:  # noqa: D102
        ...

    @property
    def number(self) -> int | None:  # noqa: D102
        ...

    @property
    def day(self) -> int | None:  # noqa: D102
        ...

    @property
    def weekday(self) -> int | None:  # noqa: D102
        ...

    @property
    def part(self) -> str:  # noqa: D102
        ...

    @property
    def complete(self) -> bool:  # noqa: D102
        ...


# How many months each unit of a year has.
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6}
_DIGITS_OF = {"year": 4, "decade": 3, "century": 2}
YEARS_IN = {"year": 1, "decade": 10, "century": 100}
# Meteorological seasons, by their first month: the bounds that EDTF gives them.
SEASONS = {1: ("SP", 3), 2: ("SU", 6), 3: ("FA", 9), 4: ("WI", 12)}


def timex_day(point: Unit) -> str:
    """Return the TIMEX3 value of a point, without its part of the day."""
    year = "XXXX" if point.year is None else f"{point.year:04d}" if point.year > 0 else f"BC{1 - point.year:04d}"
    if point.unit in YEARS_IN:
        return year if year.startswith("BC") else year[: _DIGITS_OF[point.unit]]
    return f"{year}-{_within_year(point)}"


def _within_year(point: Unit) -> str:
    """Return what TIMEX3 writes after the year: « 03-12 », « W11-WE », « SU », « Q2 »."""
    number = _two_digits(point.number)
    if point.unit == "day":
        bare_weekday = point.day is None and point.weekday
        return f"WXX-{point.weekday}" if bare_weekday else f"{number}-{_two_digits(point.day)}"
    if point.unit == "season":
        return SEASONS[point.number][0] if point.number else "XX"
    written = {"month": number, "week": f"W{number}", "weekend": f"W{number}-WE"}
    return written.get(point.unit) or f"{'Q' if point.unit == 'quarter' else 'H'}{point.number or 'X'}"


def _two_digits(number: int | None) -> str:
    return "XX" if number is None else f"{number:02d}"


def timex_part(part: str) -> str:
    """Return what TIMEX3 adds for a part of the day or an hour.

    >>> timex_part("EV"), timex_part("20"), timex_part("14:30")
    ('TEV', 'T20:00', 'T14:30')
    """
    if not part:
        return ""
    return f"T{part}" if part.isalpha() or ":" in part else f"T{part}:00"


def edtf_day(point: Unit) -> str:
    """Return the EDTF value of a point, without its hour; empty where EDTF has none."""
    year = "XXXX" if point.year is None else f"{point.year:04d}" if point.year >= 0 else f"-{-point.year:04d}"
    if point.unit in YEARS_IN:
        return _edtf_years(point, year)
    if point.unit in ("quarter", "half", "season"):
        if point.year is None or point.number is None:
            return ""
        return f"{year}-{point.number + {'quarter': 32, 'half': 39, 'season': 20}[point.unit]}"
    if point.unit == "month":
        return f"{year}-{_two_digits(point.number)}"
    if point.weekday and point.day is None:
        return ""
    return f"{year}-{_two_digits(point.number)}-{_two_digits(point.day)}"


def _edtf_years(point: Unit, year: str) -> str:
    hidden = {"year": 0, "decade": 1, "century": 2}[point.unit]
    if not hidden or point.year is None:
        return year
    if point.year < 0:  # XX would run backwards from zero there
        return f"{point.year:05d}/{point.year + YEARS_IN[point.unit] - 1:05d}"
    return year[:-hidden] + "X" * hidden


def edtf_part(point: Unit) -> str:
    """Return the clock time; EDTF writes it on whole dates only, and has no parts of the day."""
    if not point.complete or point.part.isalpha() or not point.part:
        return ""
    return f"T{point.part}:00" if ":" in point.part else f"T{point.part}:00:00"
