"""Named days: the feasts that newspapers date by, fixed and moveable."""

from datetime import date, timedelta
from functools import lru_cache

from pipeline.dates.calendar import Point

# The years for which the moveable feasts are computed: the Gregorian calendar, and what its makers could foresee.
_YEARS = range(1583, 4100)


@lru_cache(maxsize=1024)
def feast_day(rule: str, year: int) -> date | None:
    """Return the day of a feast in a year, by its rule of ``resources/dates/named_days.csv``.

    A rule is ``MM-DD``; ``easter+39``, days from Easter; or a country and the name of one of its public holidays.

    >>> feast_day("easter+39", 2025), feast_day("12-25", 2022)
    (datetime.date(2025, 5, 29), datetime.date(2022, 12, 25))
    >>> feast_day("US Thanksgiving Day", 2024)
    datetime.date(2024, 11, 28)
    """
    if year not in _YEARS:
        return None
    if rule[:2].isdigit():
        return date(year, int(rule[:2]), int(rule[3:]))
    if rule.startswith("easter"):
        from dateutil.easter import easter

        sunday: date = easter(year)
        return sunday + timedelta(days=int(rule.removeprefix("easter")))
    from holidays import country_holidays

    country, name = rule.split(" ", 1)
    return next((day for day, said in sorted(country_holidays(country, years=year).items()) if name in said), None)


def feast_point(rule: str, year: int | None) -> Point:
    """Return the day of a feast as a point; a moveable feast without a year keeps its rule.

    >>> feast_point("12-25", None).timex(), feast_point("easter+1", 2024).timex(), feast_point("easter+1", None).timex()
    ('XXXX-12-25', '2024-04-01', 'XXXX-XX-XX')
    """
    if rule[:2].isdigit():
        return Point(unit="day", year=year, number=int(rule[:2]), day=int(rule[3:]))
    day = feast_day(rule, year) if year is not None else None
    if day is None:
        return Point(unit="day", year=year, feast=rule)
    return Point(unit="day", year=day.year, number=day.month, day=day.day)
