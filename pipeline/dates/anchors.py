"""Dates placed in the calendar: against the publication date, the tense of the sentence, the last date of the text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.dates.calendar import Period, Point, Value, back
from pipeline.dates.nth import Derived
from pipeline.dates.placing import COMING, NoPlaceError, placed
from pipeline.dates.tense import Tenses
from pipeline.model.docs import plain_text
from pipeline.records import changed

if TYPE_CHECKING:
    from pipeline.registry import Context

_DATELINE_WITHIN, _DATELINE_HEAD = 500, 60
_AFTER_DATELINE = re.compile(r" ?\.? ?(?:\([^)\n]{1,30}\) ?)?[-:|_]")
_PLACE_BEFORE = re.compile(r"\s*(?:[^a-zß-ÿ]*|.*[-,(|/:)]\s*)")
# An hour that follows one of the evening or the night of a day is that of the day after: « de 22 heures à 3 heures »;
# midnight and what follows it are still said to be of the evening: « ce soir à 0 h 10 ».
_LATE, _SMALL_HOUR = re.compile(r"EV|NI|1[89]|2[0-3]"), re.compile(r"0[1-5]")
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|\n")
_DAY_BY_DAY = re.compile(r"P1D|XXXX-WXX-[1-7]")
# « lire notre édition d'hier » : the paper's day, not that of the story.
_EDITION = re.compile(r"\bédition (?:d'|de |du )$")
_PLACE_ALONE, _LINE_ENDS = re.compile(r"[A-ZÀ-Þ][\w' -]+,? "), re.compile(r" ?\.?(?:\n|$)")


@dataclass(slots=True)
class Thread:
    """What the text has named so far: the publication day, the last day and the last point of any size."""

    published: date | None
    day: date | None = None
    point: date | None = None
    hour_day: date | None = None
    paragraph: int = 0
    day_paragraph: int = -1
    told: date | None = None
    told_paragraph: int = -1
    late: bool = False
    owner: int = -1

    def past_day(self) -> date | None:
        """Return the day a past tells of when the last day named is to come: its paragraph's, or that of writing."""
        return self.told if self.told_paragraph == self.paragraph else self.published

    def hour(self) -> date | None:
        """Return the day of an hour without a day: named in its paragraph, else that of the hour before, else the last.

        A day to come that another paragraph speaks of is not the day of the story.
        """
        if self.day_paragraph == self.paragraph:
            return self.day
        if self.hour_day is not None:
            return self.hour_day
        ahead = self.day is not None and self.published is not None and self.day > self.published
        return None if ahead else self.day


def resolve_dates(records: list[Any], context: "Context") -> list[Any]:
    """Return the expressions with their place in the calendar.

    The anchor is the article's publication date, else a dateline at the head of the text; without either, what needs
    one stays partial: today's date is never used.
    """
    text = plain_text(context.doc)
    thread = Thread(published=context.article.published or dateline(records, text))
    tenses = Tenses(text)
    breaks = [found.start() for found in re.finditer(r"\n", text)]
    resolved: list[Any] = []
    for position, record in enumerate(records):
        thread.paragraph = bisect_right(breaks, record.start)
        if _is_habitual(record, resolved, text) or _is_of_every(records[position : position + 2], text):
            resolved.append(record)
            continue
        hanging = _day_beside(records, position, text)
        if hanging is not None:
            thread.day = _first(_placed(hanging, thread, tenses)) or thread.day
            thread.day_paragraph, thread.late, thread.owner = thread.paragraph, False, hanging.start
        resolved.append(_side_by_side(records, position, resolved, thread, tenses) or _placed(record, thread, tenses))
        if not _EDITION.search(text, max(0, record.start - 12), record.start):
            _remember(thread, resolved[-1])
    return [changed(record, reading=None) for record in resolved]


def dateline(records: list[Any], text: str) -> date | None:
    """Return the date at the head of a dispatch: « PARIS, 12 mars 2025 – », « Lyon, le 2 mai 2024 ».

    It opens one of the first lines, after a place; a title and its dates may come before.
    """
    for record in records[:5]:
        value = record.reading.value
        if record.start > _DATELINE_WITHIN:
            break
        head = text[text.rfind("\n", 0, record.start) + 1 : record.start]
        if not isinstance(value, Point) or value.unit != "day" or not value.complete:
            continue
        if len(head) > _DATELINE_HEAD or not _PLACE_BEFORE.fullmatch(head) or re.search(r"[.!?]\s", head):
            continue
        alone = _PLACE_ALONE.fullmatch(head) and _LINE_ENDS.match(text, record.end)
        if alone or _AFTER_DATELINE.match(text, record.end):
            bounds = value.bounds()
            return bounds[0] if bounds else None
    return None


def _day_beside(records: list[Any], position: int, text: str) -> Any:
    """Return the day that follows an hour and owns it: « vers 15 h 30, hier », « à 20 heures mardi »."""
    if position + 1 >= len(records) or not _is_hour(records[position]):
        return None
    following = records[position + 1]
    gap = text[records[position].end : following.start]
    of_day = following.granularity == "day" or (following.granularity == "part_of_day" and not _is_hour(following))
    return following if gap in (" ", ", ", " le ", ", le ") and of_day else None


def _is_of_every(pair: list[Any], text: str) -> bool:
    """Tell whether an hour is that of what recurs just after it: « à 1 heure du matin les vendredis »."""
    every = len(pair) == 2 and _is_hour(pair[0]) and _DAY_BY_DAY.fullmatch(pair[1].timex) is not None
    return every and pair[1].type == "SET" and text[pair[0].end : pair[1].start] in (" ", ", ")


def _side_by_side(records: list[Any], position: int, resolved: list[Any], thread: Thread, tenses: Tenses) -> Any:
    """Return a weekday that stands beside another placed by it: « lundi et mardi » are two days of one week.

    The first is to come by the tense, or else lies before the second, which is placed as if alone.
    """
    record, base, place = records[position], None, "next"
    if _is_beside(records, position - 1, tenses.text):
        base = resolved[-1].date_from
    elif _is_beside(records, position, tenses.text) and tenses.around(record.start, record.end) not in COMING:
        base, place = _placed(records[position + 1], thread, tenses).date_from, "last"
    if base is None:
        return None
    try:
        return _with_value(record, placed(record.reading.value, place, 0, base, ""), "publication")
    except NoPlaceError:
        return None


def _is_beside(records: list[Any], position: int, text: str) -> bool:
    """Tell whether a bare weekday stands at a place and another just after it."""
    pair = records[max(0, position) : position + 2]
    beside = len(pair) == 2 and position >= 0 and all(map(_is_bare_weekday, pair))
    return beside and text[pair[0].end : pair[1].start] in (" et ", ", ", " ou ", " puis ")


def _is_bare_weekday(record: Any) -> bool:
    value = record.reading.value
    return isinstance(value, Point) and bool(value.weekday) and value.day is None and record.reading.place == "near"


def _is_hour(record: Any) -> bool:
    return bool(record.type == "TIME" and record.reading.anchor == "text")


def _is_habitual(record: Any, before: list[Any], text: str) -> bool:
    """Tell whether an hour is that of every day, or of a weekday: « chaque jour de 9 heures à 18 heures »."""
    if not before or not _is_hour(record) or _SENTENCE_ENDS.search(text, before[-1].end, record.start):
        return False
    day_by_day = before[-1].type == "SET" and _DAY_BY_DAY.fullmatch(before[-1].timex) is not None
    return day_by_day or (_is_hour(before[-1]) and before[-1].date_from is None)


def _placed(record: Any, thread: Thread, tenses: Tenses) -> Any:
    reading = record.reading
    value: Value | None = None
    anchor = "none"
    if reading.place == "fixed":
        value = reading.value
        anchor = "absolute" if value.complete and not isinstance(value, Period) else "none"
    elif reading.place == "back":
        return _counted_back(record, thread)
    elif reading.place != "none":
        value, anchor = _anchored(record, thread, tenses)
    if value is not None and reading.derived is not None:
        value = _derived(value, reading.derived, thread.published)
    return record if value is None else _with_value(record, value, anchor)


def _with_value(record: Any, value: Value, anchor: str) -> Any:
    """Return an expression with the value that it has in the calendar."""
    bounds = value.bounds()
    return changed(
        record,
        timex=value.timex(),
        edtf=_edtf(value, record.reading.mod),
        date_from=bounds[0] if bounds else None,
        date_to=bounds[1] if bounds else None,
        granularity=value.granularity,
        anchor=anchor,
    )


def _derived(value: Value, derived: Derived, today: date | None) -> Value | None:
    """Return what is meant of a value that has its place; nothing where the calendar has no such day."""
    try:
        return derived.of(value, today) if isinstance(value, Point) else None
    except (ValueError, OverflowError):
        return None


def _edtf(value: Value, mod: str) -> str:
    """Return the EDTF value, with its ``~`` for what is about."""
    edtf = value.edtf()
    return (
        edtf + "~"
        if edtf and mod == "approx" and isinstance(value, Point) and "/" not in edtf and "T" not in edtf
        else edtf
    )


def _anchored(record: Any, thread: Thread, tenses: Tenses) -> tuple[Value | None, str]:
    """Return the value placed from its anchor, and the name of the anchor."""
    reading = record.reading
    base, anchor = thread.published, "publication"
    if reading.anchor == "text":
        base, anchor = _anchor_in_text(record, thread, tenses)
    needs_tense = reading.place in ("near", "this", "tonight") or reading.generic
    tense = tenses.around(record.start, record.end) if base and needs_tense else ""
    if base is None or (reading.generic and not tense):
        return None, "none"
    try:
        return placed(reading.value, reading.place, reading.steps, base, tense), anchor
    except NoPlaceError:
        return None, "none"


def _anchor_in_text(record: Any, thread: Thread, tenses: Tenses) -> tuple[date | None, str]:
    """Return the last date of the text, or the publication if there is none before « la veille »."""
    reading, known = record.reading, thread.point
    if isinstance(reading.value, Point) and reading.value.unit == "day":
        known = thread.hour() if reading.value.part and not reading.steps else thread.day
        if known and thread.late and _SMALL_HOUR.match(reading.value.part):
            known += timedelta(days=1)
    base = known or thread.published
    ahead = base is not None and thread.published is not None and base > thread.published
    if ahead and reading.steps and tenses.around(record.start, record.end) in ("past", "done"):
        base = thread.past_day()
        return base, "publication" if base == thread.published else "text"
    return base, "text" if known else "publication"


def _counted_back(record: Any, thread: Thread) -> Any:
    """Place a period that ends at the publication: « depuis trois ans », « ces cinq dernières années »."""
    if thread.published is None:
        return record
    first = back(thread.published, record.reading.value)
    last = back(thread.published, Period(count="1", unit="day"))
    if first is None or last is None or first > last:
        return record
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    return changed(record, edtf=edtf, date_from=first, date_to=last, anchor="publication")


def _first(record: Any) -> date | None:
    return record.date_from if record.granularity in ("day", "part_of_day", "hour", "minute") else None


def _remember(thread: Thread, record: Any) -> None:
    """Let the text run on from a date that has its place."""
    if record.date_from is None or record.type == "DURATION":
        return
    thread.point = record.date_from
    if _first(record):
        thread.day, thread.day_paragraph = record.date_from, thread.paragraph
        thread.late = thread.late and record.start == thread.owner
        if thread.published and record.date_from <= thread.published:
            thread.told, thread.told_paragraph = record.date_from, thread.paragraph
    if record.type == "TIME":
        thread.hour_day, thread.late = record.date_from, _LATE.match(record.reading.value.part) is not None
