"""The day of publication, as exports, pages, agencies and people write it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache

from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.language.typography import fold

EARLIEST, LATEST = 1600, 2100
# A head line that is only a date has at most so many characters; the head of an article so many lines.
HEADER_LINE, HEAD_LINES = 90, 6

_ISO = re.compile(r"(?<!\d)(\d{4})([-/. ]?)(\d{2})\2(\d{2})(?=\D|$|\d{4,6}(?!\d))")
_LOOSE_ISO = re.compile(r"(?<!\d)(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th|\.|°)?[ -](?:de |of )?([a-z]{3,10})\.?,?(?: de|-)? ?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"\b([a-z]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,| ) ?(\d{4})(?!\d)")
_STAMP = re.compile(r"\b(\d{2})(?:[01]\d|2[0-3])[0-5]\d(?: ?gmt)? ([a-z]{3,9})\.? (\d{4}|\d{2})\b")
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+|\d{3})?")
_PUBLISHED = re.compile(r"\b(?:publi|paru|posted|mis en ligne)")
_AGENCY = one_of(row["name"] for row in load("reading/agencies"))
_WRITTEN = r"(?:le\ )?(?:[a-z]+\ )?(\d{1,2}(?:er)?\ [a-z]{3,9}\.?\ \d{4})"  # (le) (lundi) 21 jan 2019
_AGENCY_LINE = re.compile(rf"^[^.!?]{{2,70}}\({_AGENCY}\b")
_DATELINE = re.compile(
    rf"""^[^\d.!?]{{2,50}},\ {_WRITTEN}\b[\ .]*(?:\(|-|$)   # Paris, 21 jan 2019 (AFP) -
       | ^{_WRITTEN}\ ?[.,:]?\ ?-                             # 21 janvier 2019. -
    """,
    re.VERBOSE,
)
_WEEKDAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_TOLD = re.compile(r"^.{0,40}\b(?:publie|paru|mis en ligne|date de (?:publication|parution)|published)\b.{0,20}\d")


def parse_day(value: str) -> date | None:
    """Return the day that a date names, whatever words stand around it; day first; None when it is not understood.

    >>> [str(parse_day(v)) for v in ("2024-03-12T08:00:00Z", "12/03/2024", "mardi 12 mars 2024", "1er août 2023")]
    ['2024-03-12', '2024-03-12', '2024-03-12', '2023-08-01']
    >>> [str(parse_day(v)) for v in ("15 March 2022", "2021 11 19T00:00:00", "Publié le 12/03/2024 à 10:05")]
    ['2022-03-15', '2021-11-19', '2024-03-12']
    >>> parse_day("hier")
    """
    plain = re.sub(r"\s+", " ", fold(value)).strip()
    told = _PUBLISHED.search(plain)
    for text in (plain[told.start() :], plain) if told else (plain,):
        for form in FORMS:
            if day := form(text):
                return day
    return None


def dispatch_day(text: str) -> date | None:
    """Return the day that the head of an article gives: its dateline, its stamp, a line that is only a date.

    >>> str(dispatch_day("Paris, 21 jan 2019 (AFP) - Le gouvernement a tranché."))
    '2019-01-21'
    >>> dispatch_day("Le 21 janvier 2019, le gouvernement a tranché.")
    """
    lines = [line for line in text[:2000].split("\n") if line.strip()]
    for line in [*lines[:HEAD_LINES], *lines[HEAD_LINES:][-1:]]:
        plain = re.sub(r"\s+", " ", fold(line)).strip()
        for form in HEADS:
            if day := form(plain):
                return day
    return None


def _iso(text: str) -> date | None:
    found = _ISO.search(text) or _LOOSE_ISO.search(text)
    return _day(found[1], found[3], found[4]) if found else None


def _numeric(text: str) -> date | None:
    found = _NUMERIC.search(text)
    if not found:
        return None
    year = found[4] if len(found[4]) == 4 else str(_century(int(found[4])))
    return _day(year, found[3], found[1]) or _day(year, found[1], found[3])


def _day_month(text: str) -> date | None:
    return next((d for f in _DAY_MONTH.finditer(text) if (d := _day(f[3], _months().get(f[2], 0), f[1]))), None)


def _month_day(text: str) -> date | None:
    return next((d for f in _MONTH_DAY.finditer(text) if (d := _day(f[3], _months().get(f[1], 0), f[2]))), None)


def _stamp(text: str) -> date | None:
    """Read the stamp of a dispatch: day, hour and minute run together, month, year.

    >>> str(_stamp("091223 dec 18"))
    '2018-12-09'
    """
    found = _STAMP.search(text)
    if not found:
        return None
    year = int(found[3]) if len(found[3]) == 4 else _century(int(found[3]))
    return _day(year, _months().get(found[2], 0), found[1])


def _epoch(text: str) -> date | None:
    """Read seconds, or thousandths of a second, since 1970."""
    found = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(found[1]), UTC).date() if found else None


FORMS: tuple[Callable[[str], date | None], ...] = (_iso, _numeric, _day_month, _month_day, _stamp, _epoch)


def _dateline(line: str) -> date | None:
    found = _DATELINE.search(line)
    if found:
        return _day_month(found[1] or found[2])
    agency = _AGENCY_LINE.search(line)
    return _day_month(agency[0]) or _numeric(agency[0]) if agency else None


def _header(line: str) -> date | None:
    """Read a head line that is only a date with its weekday, or says that the article was published."""
    if len(line) > HEADER_LINE or line.endswith((".", "!", "?")):
        return None
    return parse_day(line) if _TOLD.search(line) or (_WEEKDAY.search(line) and "," not in line[12:]) else None


HEADS: tuple[Callable[[str], date | None], ...] = (_dateline, _stamp, _header)


def _century(year: int) -> int:
    return year + (1900 if year > 69 else 2000)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None


@cache
def _months() -> dict[str, int]:
    """Return the number of each month, by its names in the languages of press databases."""
    return {row["name"]: int(row["number"]) for row in load("reading/month_names")}
