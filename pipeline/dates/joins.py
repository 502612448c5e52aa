"""What stands around an expression and belongs to it: « fin 2024 », « à la mi-mai », « de mars à juin 2020 »."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.dates.calendar import Interval, Period, Point
from pipeline.dates.nth import Offset
from pipeline.dates.rules import Source
from pipeline.dates.words import Found, Reading

_MODS = {"debut": "start", "courant": "mid", "milieu": "mid", "mi": "mid", "fin": "end"}
_MOD = re.compile(
    r"(?<![\w'])(?P<article>la |le )?(?P<mod>debut|courant|milieu|mi|fin)(?: (?:de |du |d'|des )?|-)(?:(?:l'|"
    r"la |les |cette |le )?(?:annee |mois (?:de |d')|ete |l'ete )?)?$"
)
_HINTS = (
    ("on_or_before", re.compile(r"(?<!\w)(?:d'ici|jusqu')(?: ?(?:a|au|en|a la|aux|la|le|fin|debut))* ?$")),
    (
        "on_or_after",
        re.compile(r"(?<!\w)(?:depuis|a partir d[eu']|a compter d[eu'])(?: ?(?:le|la|les|l'|la fin|fin))? ?$"),
    ),
    ("before", re.compile(r"(?<!\w)avant(?: (?:le|la|les|l'))? ?$")),
    ("after", re.compile(r"(?<!\w)apres(?: (?:le|la|les|l'))? ?$")),
    ("approx", re.compile(r"(?<!\w)(?:vers|environ|autour d[eu']|aux alentours d[eu'])(?: (?:le|la|les|l'))? ?$")),
)


def joined(found: Iterable[Found], source: Source) -> Iterator[Found]:
    """Yield the expressions with their modifiers; two that make an interval become one."""
    waiting: Found | None = None
    for current in found:
        current = modified(current, source)
        if waiting is not None:
            both = next((whole for join in _JOINS if (whole := join(waiting, current, source))), None)
            if both is None:
                yield shared_side(shared_year(waiting, current, source), current, source)
            current = both or current
        waiting = current
    if waiting is not None:
        yield waiting


def modified(found: Found, source: Source) -> Found:
    """Return the expression with what stands before it: « fin », « début », « d'ici », « depuis »."""
    if found.type not in ("DATE", "TIME") or found.reading.mod:
        return found
    return next((whole for read in _MODIFIED if (whole := read(found, source))), found)


def _part_of(found: Found, source: Source) -> Found | None:
    """Read « fin 2024 », « à la mi-mai », « début avril »; a day has no end, a part of the day has one."""
    point = found.reading.value
    if not isinstance(point, (Point, Interval)) or point.granularity in ("minute", "hour", "day"):
        return None
    before = _MOD.search(source.before(found.start, 32))
    if before is None or (before["mod"] == "courant" and before["article"]):
        return None
    start = found.start - len(before[0])
    if before["mod"] == "mi" and before["article"]:
        start += len(before["article"])
    return replace(found, start=start, reading=replace(found.reading, mod=_MODS[before["mod"]]))


def _hinted(found: Found, source: Source) -> Found | None:
    """Read « dès le 3 mars », « d'ici vendredi », « vers midi »; « dès » needs its accent, « des » has none."""
    accented = source.raw[max(0, found.start - 7) : found.start].lower()
    from_on = accented.endswith(("dès ", "dès le ", "dès la ", "dès l'", "dès l’"))
    before = source.before(found.start, 24)
    mod = "on_or_after" if from_on else next((mod for mod, hint in _HINTS if hint.search(before)), "")
    return replace(found, reading=replace(found.reading, mod=mod)) if mod else None


_MODIFIED = (_part_of, _hinted)


_OPENED = re.compile(r"(?<!\w)(?:de |du |des |d'|entre |entre le |depuis |depuis le )$")
_GAP = re.compile(r" ?- ?| (?:a|au|et|jusqu'au|jusqu'a|a la|et la|et le) ?|/")


def interval(first: Found, last: Found, source: Source) -> Found | None:
    """Return the interval of two expressions: « du 30 mars au 2 avril », « mars-avril 2020 », « de 1990 à 1995 »."""
    gap = source.folded[first.end : last.start]
    one, other = first.reading, last.reading
    if not _GAP.fullmatch(gap) or not isinstance(one.value, Point) or not isinstance(other.value, Point):
        return None
    if not _may_end(one) or not _may_end(other) or one.value.unit != other.value.unit:
        return None
    if not _spans(source.before(first.start, 12), gap.strip(), one.value.unit):
        return None
    value = Interval(first=_completed(one.value, other.value), last=other.value)
    place = "fixed" if value.complete else other.place
    reading = replace(other, value=value, place=place, mod=one.mod if one.mod in ("start", "mid", "end") else "")
    return replace(first, end=last.end, reading=reading, type="DATE")


def _may_end(reading: Reading) -> bool:
    """Tell whether an interval may begin or end with what is read: neither « demain » nor « mardi soir » do."""
    value = reading.value
    return isinstance(value, Point) and not value.part and not reading.derived and reading.place != "shift"


def _spans(before: str, link: str, unit: str) -> bool:
    """Tell whether what stands before and between makes one of two: « de… à », « entre… et », « mars-avril »."""
    opened = _OPENED.search(before) is not None
    if link in ("-", "/"):
        return opened or unit != "day"
    return opened and (not link.startswith("et") or "entre" in before)


_FROM = re.compile(r" (?P<way>apres|avant|a (?:partir|compter) d[eu']|des) ?(?:le |la )?(?:du )?$")


# Units that can be counted from a day.
_COUNTED = ("day", "week", "month", "year")


def offset(first: Found, last: Found, source: Source) -> Found | None:
    """Return the day that lies a length from another: « deux semaines avant le 13 mai », « un mois après Pâques »."""
    way = _FROM.fullmatch(source.folded[first.end : last.start])
    steps = _steps(first)
    day = last.reading.value
    if way is None or source.before(first.start, 5).endswith("pour "):
        return None  # « attribués pour sept ans à compter du 1er mai »
    if steps is None or not isinstance(day, Point) or day.unit != "day" or day.part:
        return None
    count, unit = steps
    derived = Offset(count=-count if way["way"] == "avant" else count, unit=unit)
    return replace(first, end=last.end, type="DATE", reading=replace(last.reading, derived=derived, mod=""))


def _steps(found: Found) -> tuple[int, str] | None:
    """Return the count and the unit of « deux semaines », « dans deux semaines »."""
    value = found.reading.value
    if isinstance(value, Period):
        whole = value.count.isdigit() and value.more is None and value.unit in _COUNTED
        return (int(value.count), value.unit) if whole else None
    if not isinstance(value, Point) or value.part or found.reading.place != "shift" or found.reading.steps <= 0:
        return None
    return (found.reading.steps, value.unit) if value.unit in _COUNTED else None


def shared_side(first: Found, last: Found, source: Source) -> Found:
    """Return the first of two weekdays with the side of the last: « mardi et jeudi prochains »."""
    one, other = first.reading, last.reading
    both = all(isinstance(r.value, Point) and r.value.weekday and r.value.day is None for r in (one, other))
    if not both or one.place != "near" or other.place not in ("last", "next"):
        return first
    if source.folded[first.end : last.start] not in (" et ", ", ", " ou "):
        return first
    return replace(first, reading=replace(one, place=other.place, anchor=other.anchor))


def shared_year(first: Found, last: Found, source: Source) -> Found:
    """Return the first of two coordinated dates with the year of the last: « janvier et novembre 2015 »."""
    one, other = first.reading.value, last.reading.value
    if not isinstance(one, Point) or not isinstance(other, Point) or first.reading.place != "near":
        return first
    if (
        source.folded[first.end : last.start] not in (" et ", ", ", " ou ", " et en ", " puis ")
        or one.unit != other.unit
    ):
        return first
    if one.unit not in ("month", "day") or one.number is None or one.year is not None or other.year is None:
        return first
    return replace(first, reading=replace(first.reading, value=replace(one, year=other.year), place="fixed"))


def length(first: Found, last: Found, source: Source) -> Found | None:
    """Return the length that two lengths add up to: « deux ans et trois mois », « 9 heures 6 minutes »."""
    one, other = first.reading.value, last.reading.value
    if (
        not isinstance(one, Period)
        or not isinstance(other, Period)
        or source.folded[first.end : last.start] not in (" ", " et ", ", ")
    ):
        return None
    if one.more or not one.is_longer(other):
        last_part = one.more
        while last_part is not None and last_part.more is not None:
            last_part = last_part.more
        if last_part is None or not last_part.is_longer(other):
            return None
    return replace(first, end=last.end, reading=replace(first.reading, value=one.plus(other), place="fixed"))


_JOINS = (offset, interval, length)


def _completed(first: Point, last: Point) -> Point:
    """Return the first end with the month and the year that only the last one says."""
    if first.number is None and first.day and last.day:
        first = replace(first, number=last.number)
    if first.year is None and last.year is not None and first.number and last.number:
        later = (first.number, first.day or 0) > (last.number, last.day or 0)
        first = replace(first, year=last.year - later)
    return first
