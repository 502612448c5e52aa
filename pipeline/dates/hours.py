"""Rules of the hour and of the parts of the day: « à 14h30 », « dans la nuit de samedi à dimanche », « ce soir »."""

import re

from pipeline.dates.calendar import Point
from pipeline.dates.rules import DIGIT, Source, article, make, rule
from pipeline.dates.words import DAY, MONTH, MONTHS, PARTS, WEEKDAY, WEEKDAYS, YEAR, Found, day_number
from pipeline.language.lists import load
from pipeline.language.numbers import WORDS, parse_number
from pipeline.language.patterns import one_of

_PART = one_of(p for p in PARTS if p != "journee")
PART_AFTER = rf"(?: (?:en |au |dans (?:la |l'))?(?:(?:debut|fin|milieu) (?:de |d'))?(?P<part>{_PART})(?![\w-]))?"
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


_BEFORE_HOUR = re.compile(
    r"(?<!\w)(?:(?<!il y )a|vers|des|de|jusqu'a|avant|apres|et|ou|entre|pour|pres de|environ|aux alentours de|"
    r"autour de|il est|il etait|depuis|a partir de|\(|,|:|;|-) ?$|^$|\n$"
)
_AFTER_HOUR = (
    r"(?P<half> (?:du matin|du soir|de l'apres-midi))?(?P<zone> (?:heures? (?:locales?|de [a-z]+|"
    r"francaises?)|locales?|gmt|utc|tu)(?!\w))?"
)
_MEASURE = re.compile(r" (?:de |d'|par |d |plus |apres |/|supplementaires)|/|-")


@rule(
    rf"(?P<h>{_H}) ?(?:h|heures?)(?: ?(?P<mn>{_MN})(?![0-9])(?: ?(?:min|mn)\b)?)?(?! ?[0-9])(?!\w){_AFTER_HOUR}",
    [DIGIT],
)
def clock_time(match: re.Match[str], source: Source) -> Found | None:
    """Read « 14h30 », « 8 heures du matin », but « 35 heures » and « 3 heures de route » are durations."""
    before = source.before(match.start(), 16)
    if not match["mn"] and not match["half"] and not match["zone"]:
        if not _BEFORE_HOUR.search(before) or re.search(
            r"(?:il y a|pres de|environ|depuis|[a-z]+(?<!environ)(?<!alentour)s de|pour) $", before
        ):
            return None
        if (
            re.search(
                r"(?<!\w)(?<!partir )(?<!compter )(?<!environs )(?<!alentours )(?<!autour )(?:de|et|ou|,|-|\() ?$",
                before,
            )
            and " h" in match[0]
            and "heure" in match[0]
        ):
            return None
        if _MEASURE.match(source.after(match.end())):
            return None
    after = source.after(match.end(), 9)
    if after.startswith(" minute") or (before.endswith((" de ", " d'")) and _is_length(match["h"], before, after)):
        return None
    hours = int(match["h"])
    if match["half"] and "matin" not in match["half"] and hours < 12:
        hours += 12
    return make(
        match.start(), match.end(), Point(unit="day", part=clock(str(hours), match["mn"])), place="shift", anchor="text"
    )


def _is_length(hours: str, before: str, after: str) -> bool:
    """Tell whether « de 1h20 » says how long: few hours, no « à » that follows."""
    return (
        int(hours) < 5
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
    return make(
        match.start(), match.end(), Point(unit="day", part=clock(match["h"], match["mn"])), place="shift", anchor="text"
    )


_CARDINALS = [row["word"] for row in load("language/numbers") if row["kind"] == "cardinal"]


@rule(
    rf"(?P<count>{WORDS}) heures?(?: (?P<more>{WORDS}|et quart|et demie|trente))?(?P<half> (?:du matin|du soir|"
    rf"de l'apres-midi))?(?!\w)",
    _CARDINALS,
)
def hour_in_words(match: re.Match[str], source: Source) -> Found | None:
    """Read « à vingt heures », « à huit heures et demie »."""
    number = parse_number(match["count"])
    if number is None or number.value is None or number.value > 24:
        return None
    before = source.before(match.start(), 12)
    if (not match["half"] and not re.search(r"(?<!\w)(?<!il y )(?:a|vers|des|avant) $", before)) or re.match(
        r" (?:de|d'|par|plus)\b", source.after(match.end())
    ):
        return None
    minutes = {"et quart": "15", "et demie": "30"}.get(match["more"] or "")
    hours = int(number.value) + (12 if match["half"] and "matin" not in match["half"] and number.value < 12 else 0)
    return make(
        match.start(), match.end(), Point(unit="day", part=clock(str(hours), minutes)), place="shift", anchor="text"
    )


@rule(r"(?P<name>midi|minuit)(?: (?P<more>et demie?|et quart))?(?![\w-])", ["midi", "minuit"])
def noon(match: re.Match[str], source: Source) -> Found | None:
    """Read « midi », « minuit », but not « le Midi »."""
    before = source.before(match.start(), 12)
    if source.raw[match.start()].isupper() or re.search(r"(?:\ble|\bdu|\bau|-)[ ]?$", before):
        return None
    minutes = {"et quart": "15"}.get(match["more"] or "", "30" if match["more"] else "00")
    part = f"{'12' if match['name'] == 'midi' else '00'}:{minutes}"
    return make(match.start(), match.end(), Point(unit="day", part=part), place="shift", anchor="text")


def _night_end(n: int) -> str:
    return rf"(?:(?P<w{n}>{WEEKDAY})(?: (?P<d{n}>{DAY}))?|(?P<n{n}>{DAY}))(?: (?P<m{n}>{MONTH}))?(?: (?P<y{n}>{YEAR}))?"


@rule(
    rf"(?P<part>nuit|soiree|nuits) (?:de |du |d')(?:{_night_end(1)})(?: au | a |-)(?:{_night_end(2)})"
    rf"|(?P<here>nuit|soiree|matinee|soir|matin|apres-midi) (?:de |du |d')(?:{_night_end(3)})(?![\w])",
    ["nuit", "nuits", "soiree", "matinee", "soir", "matin", "apres-midi"],
)
def night_between(match: re.Match[str], source: Source) -> Found:
    """Read « la nuit de samedi à dimanche », « la nuit du 3 au 4 mars »: it bears the date of its evening."""
    side = "3" if match["here"] else "1"
    month = match["m" + side] or (match["m2"] if side == "1" else None)
    year = match["y" + side] or (match["y2"] if side == "1" else None)
    day = match["d" + side] or match["n" + side]
    point = Point(
        unit="day",
        year=int(year) if year else None,
        number=MONTHS[month] if month else None,
        day=day_number(day) if day else None,
        weekday=WEEKDAYS.get(match["w" + side] or ""),
        part=PARTS[match["here"] or match["part"].rstrip("s")],
    )
    return make(article(source, match.start())[0], match.end(), point, place="fixed" if point.complete else "near")


_MIDDLE = re.compile(r"(?<!\w)(?:(?P<mod>debut|milieu|fin) (?:de (?:la |l')?|d'|du )|en (?:pleine )?|au |a l')$")
_PER_NIGHT = re.compile(r"(?:euros?|dollars?|francs?|€|\$) (?:la|le|l') ?$")


@rule(rf"(?P<part>{_PART}|journee)(?P<same> meme| derniere| prochaine| suivante?| precedente?|-la)?(?![\w-])", [*PARTS])
def part_of_day(match: re.Match[str], source: Source) -> Found | None:
    """Read « ce matin », « cette nuit », « dans la soirée », « le matin même », « en fin de journée »."""
    word, point = match["part"], Point(unit="day", part=PARTS[match["part"]])
    start, said = article(source, match.start())
    before = source.before(match.start(), 24)
    if word == "midi" or said in ("les", "ces") or _PER_NIGHT.search(before):
        return None
    if re.match(r" (?:de |des |du |d'|ou |qui)", source.after(match.end(), 6)):
        return None
    middle = _MIDDLE.search(before)
    if middle and (middle["mod"] or _is_adverbial(middle[0], word)):
        begin = match.start() - len(before) + middle.start("mod") if middle["mod"] else match.start()
        mod = {"debut": "start", "milieu": "mid", "fin": "end"}.get(middle["mod"] or "", "")
        return make(begin, match.end(), point, place="shift", anchor="text", mod=mod)
    if not said or (word == "apres midi" and not said.startswith("l'")):
        return None
    if said.startswith("c") and not match["same"] and not said.endswith("meme"):
        party = word in ("soiree", "matinee", "journee")  # this party, not this evening
        return None if party else make(start, match.end(), point, place="shift")
    if match["same"] in (" derniere", " prochaine"):
        return make(start, match.end(), point, place="shift", steps=-1 if match["same"] == " derniere" else 1)
    adverb = re.search(r"(?<!\w)(?:dans|cours de|pendant|durant|toute) $", source.before(start, 12))
    if (adverb and adverb[0] == "toute ") or (word == "journee" and not adverb):
        return None  # toute la nuit: how long, not when
    steps = 1 if (match["same"] or "").startswith(" suiv") else -1 if (match["same"] or "").startswith(" prec") else 0
    generic = not match["same"] and _at_head(source, start) and source.after(match.end(), 1) == ","
    return make(start, match.end(), point, place="shift", steps=steps, anchor="text", generic=generic)


def _at_head(source: Source, start: int) -> bool:
    """Tell whether a sentence begins here."""
    return not source.before(start).strip() or source.before(start).rstrip(' «"“')[-1:] in ".!?\n"


def _is_adverbial(words: str, part: str) -> bool:
    """Tell whether « en », « au », « à l' » make the part of the day say when: en soirée, au petit matin, à l'aube."""
    if words.startswith("en "):
        return part in ("soiree", "matinee", "journee") or "pleine" in words
    return part in ("petit matin", "matin", "soir") if words.startswith("au ") else part == "aube"
