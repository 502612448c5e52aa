"""Rules of the date in figures: « 03/02/2025 », « 2024-03-12 », « 03/2015 »."""

import re

from pipeline.dates.calendar import Point
from pipeline.dates.days import whole_year
from pipeline.dates.rules import DIGIT, Source, article, make, rule
from pipeline.dates.words import FULL_MONTH, MONTH, MONTHS, WEEKDAY, WEEKDAYS, YEAR, Found

_D, _M = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_NOT_INSIDE = r"(?![0-9]|[.,/:-][0-9])"


@rule(
    rf"(?P<y>{YEAR})(?P<s>[-/.])(?P<m>{_M}|{FULL_MONTH})(?:(?P=s)(?P<d>{_D}))?{_NOT_INSIDE}(?:t| )?(?:(?<=t)"
    rf"(?P<h>[0-9]{{2}}):(?P<mn>[0-9]{{2}})(?::[0-9.]+z?)?)?",
    [DIGIT],
)
def iso_date(match: re.Match[str], source: Source) -> Found | None:
    """Read « 2024-03-12 », « 2024-03 »."""
    if _inside(source, match.start()):
        return None
    month = MONTHS.get(match["m"]) or int(match["m"])
    end = match.end() if match["h"] else match.end("d") if match["d"] else match.end("m")
    if not match["d"]:
        if (
            match["s"] == "-"
            and len(match["m"]) == 2
            and int(match["m"]) < 13
            and int(match["y"]) % 100 + 1 == int(match["m"])
        ):
            return None  # 2011-12: more likely a season
        return make(match.start(), end, Point(unit="month", year=int(match["y"]), number=month))
    part = f"{match['h']}:{match['mn']}" if match["h"] else ""
    return make(
        match.start(), end, Point(unit="day", year=int(match["y"]), number=month, day=int(match["d"]), part=part)
    )


@rule(
    rf"(?:{WEEKDAY},? (?:le )?)?(?P<d>{_D})"
    rf"(?:(?P<s>[/.-])(?P<m>{_M})(?P=s)(?P<y>{YEAR}|[0-9]{{2}})|(?P<s2> )(?P<m2>0[1-9]|1[0-2]) "
    rf"(?P<y2>{YEAR}))(?![0-9]|[./:-][0-9]| [0-9]{{2}}\b)",
    [DIGIT, *WEEKDAYS],
)
def numeric_date(match: re.Match[str], source: Source) -> Found | None:
    """Read « 03/02/2025 », day first."""
    if _inside(source, match.start()) or re.search(r"[0-9] $", source.before(match.start(), 3)):
        return None
    year = match["y"] or match["y2"]
    if len(year) == 2 and match["s"] == "." and not source.before(match.start(), 3).endswith("le "):
        return None  # a version number
    point = Point(unit="day", year=whole_year(year), number=int(match["m"] or match["m2"]), day=int(match["d"]))
    return make(article(source, match.start())[0], match.end(), point)


@rule(rf"(?P<d>{_D})/(?P<m>{MONTH})/(?P<y>{YEAR})(?![0-9])", [DIGIT])
def day_in_letters(match: re.Match[str], source: Source) -> Found:
    """Read « 23/sep/2020 », as logs and exports write a day."""
    point = Point(unit="day", year=int(match["y"]), number=MONTHS[match["m"]], day=int(match["d"]))
    return make(article(source, match.start())[0], match.end(), point)


@rule(rf"(?P<d>{_D})/(?P<m>{_M}){_NOT_INSIDE}", [DIGIT])
def day_and_month(match: re.Match[str], source: Source) -> Found | None:
    """Read « le 12/03 », but no fraction and no score."""
    if not re.search(rf"(?:\ble|\bdu|\bau|{WEEKDAY}) $", source.before(match.start(), 12)) or len(match["m"]) < 2:
        return None
    point = Point(unit="day", number=int(match["m"]), day=int(match["d"]))
    return make(article(source, match.start())[0], match.end(), point, place="near")


@rule(rf"(?P<m>{_M})[/-](?P<y>(?:19|20)[0-9]{{2}}){_NOT_INSIDE}", [DIGIT])
def month_and_year(match: re.Match[str], source: Source) -> Found | None:
    """Read « 03/2015 »."""
    if _inside(source, match.start()):
        return None
    return make(match.start(), match.end(), Point(unit="month", year=int(match["y"]), number=int(match["m"])))


@rule(
    rf"(?P<d>0[1-9]|[12][0-9]|3[01])(?P<h>[01][0-9]|2[0-3])(?P<mn>[0-5][0-9]) (?P<m>{MONTH}) (?P<y>[0-9]{{2}})(?!\w)",
    [DIGIT],
)
def stamp(match: re.Match[str], source: Source) -> Found:
    """Read « 091223 déc 18 », the stamp of a dispatch: day, hour and minute, month, year."""
    point = Point(
        unit="day",
        year=whole_year(match["y"]),
        number=MONTHS[match["m"]],
        day=int(match["d"]),
        part=f"{match['h']}:{match['mn']}",
    )
    return make(match.start(), match.end(), point)


def _inside(source: Source, start: int) -> bool:
    """Tell whether digits stand before, as in a telephone number or a reference."""
    return bool(re.search(r"[0-9][./:,-]$|[/._-]$|n[o°] ?$", source.before(start, 4)))
