"""Rules of the hour: « à 14h30 », « 8 heures du matin », « à vingt heures »."""

import re

from pipeline.dates.calendar import Period, Point
from pipeline.dates.rules import DIGIT, Source, make, rule
from pipeline.dates.words import PARTS, PARTS_ALONE, WEEKDAY, Found
from pipeline.language.lists import load, words_of
from pipeline.language.numbers import WORDS, parse_number
from pipeline.language.patterns import one_of

PART_AFTER = rf"(?: (?:en |au |dans (?:la |l'))?(?:(?:debut|fin|milieu) (?:de |d'))?(?P<part>{PARTS_ALONE})(?![\w-]))?"
"""What may follow a day: « lundi matin », « hier en fin d'après-midi »."""
_H, _MN = r"(?:2[0-4]|[01]?[0-9])", r"[0-5][0-9]"
AT_HOUR = (
    rf"(?: (?:a|des) (?P<h>{_H}) ?(?:h|heures?)(?: ?(?P<mn>{_MN}))?(?![\w%])(?! [0-9]| (?:de|d') "
    rf"?(?:route|vol|train)))?"
)
"""A clock time that hangs on a day: « mardi à 20 heures »."""


def part_said(match: re.Match[str]) -> str:
    """Return the part of the day or the hour that the groups ``part``, ``h``, ``mn`` say."""
    groups = match.groupdict()
    if groups.get("h"):
        return clock(groups["h"], groups.get("mn"))
    return PARTS.get((groups.get("part") or "").rstrip("s"), "")


def clock(hours: str, minutes: str | None) -> str:
    """Return a clock time as a part of the day; 24 h is written so.

    >>> clock("8", None), clock("14", "30")
    ('08', '14:30')
    """
    return f"{int(hours):02d}" + (f":{minutes}" if minutes else "")


def _at(match: re.Match[str], hours: int, minutes: str | None) -> Found:
    """Return a clock time of the day of the text; « du soir », « de l'après-midi » make twelve hours more of it."""
    half = match.groupdict().get("half")
    if half and "matin" not in half and hours < 12:
        hours += 12
    point = Point(unit="day", part=clock(str(hours), minutes))
    return make(match.start(), match.end(), point, place="shift", anchor="text")


_HALF = r"(?P<half> (?:du matin|du soir|de l'apres-midi))?"
_ZONE = r"(?P<zone> (?:heures? (?:locales?|de [a-z]+|francaises?)|locales?|gmt|utc|tu)(?!\w))?"
_BEFORE_HOUR = re.compile(
    r"""(?<!\w)(?:
        (?<!il\ y\ )a | vers | des | de | jusqu'a | a\ partir\ de | avant | apres | depuis   # à 8 heures
        | et | ou | entre | pour                                                            # entre 8 heures et midi
        | pres\ de | environ | aux\ alentours\ de | autour\ de
        | il\ est | il\ etait
        | \( | , | : | ; | -
    )\ ?$ | ^$ | \n$""",
    re.VERBOSE,
)
# « il y a 2 heures », « depuis 2 heures », « files de 2 heures » : how long.
_LENGTH_BEFORE = re.compile(r"(?:il y a|pres de|environ|depuis|[a-z]+(?<!environ)(?<!alentour)s de|pour) $")
# « un délai de 24 heures », « 24 heures » in a list: how long where the word is written whole after a space.
_LOOSE_BEFORE = re.compile(
    r"(?<!\w)(?<!partir )(?<!compter )(?<!environs )(?<!alentours )(?<!autour )(?:de|et|ou|,|-|\() ?$"
)
# « mercredi soir (21 heures) »
_DAY_OPENS = re.compile(rf"(?<!\w)(?:{WEEKDAY}|soir|matin|midi|demain|hier) \($")
# « de 11 heures à 20 heures »: from one clock time to another; « de 2 heures à 3 heures » may be a length.
_UNTIL = re.compile(rf" a {_H} ?h")
# Fewer hours than this, after « de », may say how long.
_FEW = 5
_OF_A_LENGTH = re.compile(r" (?:minute|plus t|auparav)")
# « il faut 1h20 », « 1h07 à 1h12 en train »: how long.
_LASTS_BEFORE = re.compile(rf"(?<!\w){one_of(words_of('dates/rule_words', 'lasts'))} $")
_BY_TRAIN = re.compile(rf"(?: a {_H} ?h ?(?:{_MN})?)? en {one_of(words_of('dates/rule_words', 'vehicle'))}(?!\w)")
# « le 20 heures », « l'enquête du 19 h 30 »: the news; « à 24 heures »: the newspaper.
_BROADCAST = re.compile(r"(?<!\w)(?:le|du|au) $")
_MEASURE = re.compile(r" (?:de |d'|par (?:jour|semaine|mois|an|nuit)|d |plus |apres |/|supplementaires)|/|-")


@rule(
    rf"(?P<h>{_H}) ?(?:h|heures?)(?: ?(?P<mn>{_MN})(?![0-9])(?: ?(?:min|mn)\b)?)?(?! ?[0-9])(?!\w){_HALF}{_ZONE}",
    [DIGIT],
)
def clock_time(match: re.Match[str], source: Source) -> Found | None:
    """Read « 14h30 », « 8 heures du matin »; « 35 heures » is a length, « le 20 heures » the news."""
    before, after = source.before(match.start(), 16), source.after(match.end(), 9)
    if after.startswith(")") and _DAY_OPENS.search(before):
        return _at(match, int(match["h"]), match["mn"])
    bare = not match["mn"] and not match["half"] and not match["zone"]
    if (bare and _counts_hours(match, before, source)) or _OF_A_LENGTH.match(after):
        return None
    if match["mn"] and (_LASTS_BEFORE.search(before) or _BY_TRAIN.match(source.after(match.end(), 24))):
        length = Period(count=str(int(match["h"])), unit="hour")
        return make(match.start(), match.end(), length.plus(Period(count=str(int(match["mn"])), unit="minute")))
    if _BROADCAST.search(before) or (bare and match["h"] == "24" and "heures" in match[0]):
        return None
    if before.endswith((" de ", " d'")) and _is_length(match["h"], before, after):
        return None
    return _at(match, int(match["h"]), match["mn"])


def _counts_hours(match: re.Match[str], before: str, source: Source) -> bool:
    """Tell whether an hour without minutes says how long, by what stands around it."""
    opens = int(match["h"]) >= _FEW and _UNTIL.match(source.after(match.end(), 8)) is not None
    whole = " h" in match[0] and "heure" in match[0] and not opens
    return (
        not _BEFORE_HOUR.search(before)
        or (not opens and _LENGTH_BEFORE.search(before) is not None)
        or (whole and _LOOSE_BEFORE.search(before) is not None)
        or _MEASURE.match(source.after(match.end())) is not None
    )


def _is_length(hours: str, before: str, after: str) -> bool:
    """Tell whether « de 1h20 » says how long: few hours, no « à » that follows."""
    return (
        int(hours) < _FEW
        and not after.startswith((" a ", "-"))
        and not re.search(r"(?:partir|compter|alentours|environs) de $", before)
    )


@rule(rf"(?P<h>{_H})(?: ?h)?-(?P<h2>{_H}) ?h(?:eures?)?(?![\w])(?! ?[0-9]| (?:de|par)\b)", [DIGIT])
def opening_hours(match: re.Match[str], source: Source) -> list[Found] | None:
    """Read « 18-22 h »: from one hour to another, two clock times as in the French TimeBank."""
    if int(match["h"]) >= int(match["h2"]):
        return None
    return [
        make(match.start(h), end, Point(unit="day", part=clock(match[h], None)), place="shift", anchor="text")
        for h, end in (("h", match.start("h2") - 1), ("h2", match.end()))
    ]


@rule(rf"(?P<h>{_H}):(?P<mn>{_MN})(?![:\w]|[.,][0-9])", [DIGIT])
def colon_time(match: re.Match[str], source: Source) -> Found | None:
    """Read « à 14:30 », where a preposition excludes a score."""
    if not re.search(r"\b(?:a|vers|des|entre) $", source.before(match.start(), 8)):
        return None
    return _at(match, int(match["h"]), match["mn"])


_AT_WORDS = re.compile(r"(?<!\w)(?<!il y )(?:a|vers|des|avant) $")
# « Il est un peu plus de dix-neuf heures », « il était presque huit heures »
_IT_IS = re.compile(
    r"(?<!\w)il (?:est|etait|sera) (?:alors |deja )?"
    r"(?:(?:un peu |a peine )?(?:plus|moins) de |pres de |presque |environ |a peine |bientot )?$"
)
_CARDINALS = [row["word"] for row in load("language/numbers") if row["kind"] == "cardinal"]


@rule(
    rf"(?P<count>{WORDS}) heures?(?: (?P<more>{WORDS}|et quart|et demie|trente))?{_HALF}(?!\w)",
    _CARDINALS,
)
def hour_in_words(match: re.Match[str], source: Source) -> Found | None:
    """Read « à vingt heures », « à huit heures et demie »."""
    number = parse_number(match["count"])
    if number is None or number.value is None or number.value > 24:
        return None
    before = source.before(match.start(), 30)
    if not match["half"] and not (_AT_WORDS.search(before) or _IT_IS.search(before)):
        return None
    if re.match(r" (?:de|d'|par|plus)\b", source.after(match.end())):
        return None
    return _at(match, int(number.value), {"et quart": "15", "et demie": "30"}.get(match["more"] or ""))


_PAST_NOON = {"et quart": "15", "et demi": "30", "et demie": "30", "cinq": "05", "dix": "10", "vingt": "20"}


@rule(rf"(?P<name>midi|minuit)(?: (?P<more>{one_of(_PAST_NOON)})(?! [a-z]+s\b))?(?![\w-])", ["midi", "minuit"])
def noon(match: re.Match[str], source: Source) -> Found | None:
    """Read « midi », « minuit vingt », but not « le Midi »."""
    before = source.before(match.start(), 12)
    if source.raw[match.start()].isupper() or re.search(r"(?:\ble|\bdu|\bau|-)[ ]?$", before):
        return None
    minutes = _PAST_NOON.get(match["more"] or "", "00")
    part = f"{'12' if match['name'] == 'midi' else '00'}:{minutes}"
    return make(match.start(), match.end(), Point(unit="day", part=part), place="shift", anchor="text")
