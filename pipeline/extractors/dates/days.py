"""Rules of the day: « mercredi 3 mars 2024 », « les 8 et 9 juin », « 03/02/2025 », « hier soir », « Noël »."""

import re
from dataclasses import replace

from pipeline.extractors.dates.hours import AT_HOUR, PART_AFTER, part_said
from pipeline.extractors.dates.rules import DIGIT, Source, article, as_set, make, rule
from pipeline.extractors.dates.veto import is_address
from pipeline.extractors.dates.words import (
    DAY,
    FULL_MONTH,
    MONTH,
    MONTHS,
    SIDE,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Found,
    day_number,
    side,
)
from pipeline.resources import load
from pipeline.values.calendar import Interval, Point
from pipeline.values.feasts import feast_point
from pipeline.values.lexicon import column, one_of
from pipeline.values.normalize import fold

_YEAR_AFTER = rf"(?:,? (?:de )?(?P<year>{YEAR})|,? (?P<short>[0-9]{{2}})(?![\w]|[ .,:/-]?[0-9]| (?:h|heures?|ans?|euros?|%|mois|jours?)\b))?"
_SIDE_AFTER = rf"(?: (?P<side>{SIDE}))?"
_NAMED_DAY = rf"(?:(?P<weekday>{WEEKDAY}),? (?:le |ce )?)?(?P<day>{DAY})[ -](?P<month>{MONTH})"
_DAY_TRIGGERS = [DIGIT, "premier"]
_LINK = r"(?:, ?| et | ou | au | a |-| et le | au le |, le | et les )"


def whole_year(digits: str) -> int | None:
    """Return a year written with two digits or four; two digits are of the last century from 30 on.

    >>> whole_year("98"), whole_year("07"), whole_year("2024")
    (1998, 2007, 2024)
    """
    if not digits:
        return None
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= 30 else 2000)


def day_point(match: re.Match[str], *, part: str = "") -> Point:
    """Return the day that the groups ``weekday``, ``day``, ``month``, ``year`` say."""
    groups = match.groupdict()
    return Point(
        unit="day",
        year=whole_year(groups.get("year") or groups.get("short") or ""),
        number=MONTHS[groups["month"]],
        day=day_number(groups["day"]),
        weekday=WEEKDAYS.get(groups.get("weekday") or ""),
        part=part,
    )


@rule(
    rf"(?P<days>(?:(?:{WEEKDAY}) )?{DAY}(?:{_LINK}(?:{WEEKDAY} )?{DAY}){{1,6}}) (?P<month>{MONTH}){_YEAR_AFTER}{_SIDE_AFTER}",
    [*_DAY_TRIGGERS, *WEEKDAYS],
)
def several_days(match: re.Match[str], source: Source) -> list[Found] | None:
    """Read « les 8 et 9 juin 2024 » as two days, « du 3 au 7 février » as one interval."""
    last = match["month"]
    spans = list(re.finditer(rf"(?:(?P<weekday>{WEEKDAY}) )?(?P<day>{DAY})", match["days"]))
    year = whole_year(match["year"] or match["short"] or "")
    points = [
        Point(
            unit="day",
            year=year,
            number=MONTHS[last],
            day=day_number(d["day"]),
            weekday=WEEKDAYS.get(d["weekday"] or ""),
        )
        for d in spans
    ]
    place, anchor = side(match["side"]) if match["side"] else ("near", "publication")
    if year is not None:
        place = "fixed"
    link = match["days"][spans[0].end() : spans[1].start()].strip()
    between = re.search(r"\bentre (?:le |les )?$", source.before(match.start(), 14))
    if (
        len(points) == 2
        and (link in ("au", "a", "-", "au le") or between)
        and (points[0].day or 0) < (points[1].day or 0)
    ):
        start = article(source, match.start())[0]
        return [make(start, match.end(), Interval(first=points[0], last=points[1]), place=place, anchor=anchor)]
    if link in ("au", "a"):
        return None
    start = match.start("days")
    found = [
        make(start + d.start(), start + d.end(), p, place=place, anchor=anchor)
        for d, p in zip(spans, points, strict=True)
    ]
    found[0] = replace(found[0], start=article(source, found[0].start)[0])
    found[-1] = replace(found[-1], end=match.end())
    return found


@rule(rf"{_NAMED_DAY}{_YEAR_AFTER}{_SIDE_AFTER}{PART_AFTER}{AT_HOUR}", [*_DAY_TRIGGERS, *WEEKDAYS])
def day_of_month(match: re.Match[str], source: Source) -> Found | None:
    """Read « mercredi 5 février 2025 », « 3 mars », « 20 mai dernier », « le 11-Septembre »."""
    if match["day"] == "premier" and not source.before(match.start(), 3).endswith(("le ", "u ")):
        return None
    if is_address(source, match.start()):
        return None
    point = day_point(match, part=part_said(match))
    start, end = article(source, match.start())[0], match.end()
    if point.year is not None:
        return make(start, end, point)
    if match[0][len(match["day"])] == "-" and (point.number, point.day) == (9, 11):
        return make(start, end, replace(point, year=2001))
    place, anchor = side(match["side"]) if match["side"] else ("near", "publication")
    return make(start, end, point, place=place, anchor=anchor)


@rule(
    rf"(?P<weekday>{WEEKDAY}) (?P<end>(?P<day>{DAY})(?![\w:/%.-]| ?h\b| (?:{MONTH}|heures?|h|ans?|euros?|a [0-9])))"
    rf"{PART_AFTER}{AT_HOUR}",
    WEEKDAYS,
)
def numbered_weekday(match: re.Match[str], source: Source) -> Found | None:
    """Read « lundi 21 »: the nearest Monday that is a 21st."""
    if re.match(r" [a-z]+s\b", source.after(match.end("end"))) and not re.match(
        r" (?:dans|sans|vers|les|des|ses|plus|apres|puis|mais)\b", source.after(match.end("end"))
    ):
        return None  # lundi 15 personnes
    point = Point(unit="day", day=day_number(match["day"]), weekday=WEEKDAYS[match["weekday"]], part=part_said(match))
    return make(article(source, match.start())[0], match.end(), point, place="near")


_OF_WEEK = r"(?: de)?(?: (?:la|cette) semaine(?: (?P<week>derniere|prochaine|passee|suivante|precedente))?)"


@rule(rf"(?P<weekday>{WEEKDAY}){_OF_WEEK}{AT_HOUR}", WEEKDAYS)
def weekday_of_week(match: re.Match[str], source: Source) -> Found:
    """Read « mardi de la semaine dernière »."""
    point = Point(unit="day", weekday=WEEKDAYS[match["weekday"]], part=part_said(match))
    steps = 0 if not match["week"] else -1 if side(match["week"])[0] == "last" else 1
    return make(article(source, match.start())[0], match.end(), point, place="week", steps=steps)


@rule(
    rf"(?P<weekday>{WEEKDAY})(?P<habit>s)?{_SIDE_AFTER}{PART_AFTER}(?:(?<=s) (?P<side2>{SIDE}))?{AT_HOUR}", [*WEEKDAYS]
)
def bare_weekday(match: re.Match[str], source: Source) -> Found | None:
    """Read « lundi », « mardi dernier », « vendredi matin », « ce jeudi à 20 heures »."""
    start, word = article(source, match.start())
    before = source.before(match.start(), 24)
    point = Point(unit="day", weekday=WEEKDAYS[match["weekday"]], part=part_said(match))
    if re.search(r"\b(?:un|deux|premier|troisieme|quatrieme|second|deuxieme) $", before):
        return None
    if match["side"]:
        place, anchor = side(match["side"])
        return make(start, match.end(), point, place=place, anchor=anchor)
    if word.startswith("ce"):
        return make(start, match.end(), point, place="near", anchor="text" if word.endswith("meme") else "publication")
    if re.search(r"\bdernier $", before):
        return make(match.start() - 8, match.end(), point, place="last")
    if before.endswith("journal du "):
        return None
    if (
        (word == "le" and not point.part)
        or (before.endswith(" du ") and re.match(rf" au {WEEKDAY}(?! [0-9])", source.after(match.end(), 20)))
        or re.search(rf"du {WEEKDAY} au $", before)
    ):
        return as_set(make(start, match.end("weekday"), point), f"XXXX-WXX-{point.weekday}")
    return make(match.start(), match.end(), point, place="near")


@rule(
    rf"(?P<habit>{one_of(d + 's' for d in WEEKDAYS)})(?!\w)(?: (?P<part>matins?|soirs?|apres-midis?))?",
    [d + "s" for d in WEEKDAYS],
)
def weekdays(match: re.Match[str], source: Source) -> Found:
    """Read « tous les lundis », « les mercredis soir »."""
    before = re.search(
        r"(?<!\w)(?:tous les |chacun des |les (?:\w+ et )?\w+emes? |les )$", source.before(match.start())
    )
    start = match.start() - (len(before[0]) if before else 0)
    return as_set(make(start, match.end(), Point(unit="day")), f"XXXX-WXX-{WEEKDAYS[match['habit'][:-1]]}")


_D, _M = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_NOT_INSIDE = r"(?![0-9]|[.,/:-][0-9])"


@rule(
    rf"(?P<y>{YEAR})(?P<s>[-/.])(?P<m>{_M}|{FULL_MONTH})(?:(?P=s)(?P<d>{_D}))?{_NOT_INSIDE}(?:t| )?(?:(?<=t)(?P<h>[0-9]{{2}}):(?P<mn>[0-9]{{2}})(?::[0-9.]+z?)?)?",
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
    rf"(?P<d>{_D})(?:(?P<s>[/.-])(?P<m>{_M})(?P=s)(?P<y>{YEAR}|[0-9]{{2}})|(?P<s2> )(?P<m2>0[1-9]|1[0-2]) (?P<y2>{YEAR}))(?![0-9]|[./:-][0-9]| [0-9]{{2}}\b)",
    [DIGIT],
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


def _inside(source: Source, start: int) -> bool:
    """Tell whether digits stand before, as in a telephone number or a reference."""
    return bool(re.search(r"[0-9][./:,-]$|[/._-]$|n[o°] ?$", source.before(start, 4)))


_DEICTICS = {word: (int(steps), anchor) for (word, steps), anchor in zip(
    column("deictics", "word", "steps").items(), column("deictics", "word", "anchor").values(), strict=True)}  # fmt: skip
_DEICTIC = one_of(w.replace("-", " ") for w in _DEICTICS) + "|" + one_of(_DEICTICS)


@rule(
    rf"(?P<word>{_DEICTIC})(?!\w)(?: meme\b)?(?: (?P<weekday>{WEEKDAY}))?(?:,? (?P<daynum>{DAY} {FULL_MONTH})(?:,? (?P<dayyear>{YEAR}))?)?{PART_AFTER}{AT_HOUR}",
    _DEICTICS,
)
def deictic_day(match: re.Match[str], source: Source) -> Found | None:
    """Read « hier », « avant-hier soir », « aujourd'hui vendredi », « la veille »."""
    word = match["word"] if match["word"] in _DEICTICS else match["word"].replace(" ", "-")
    steps, anchor = _DEICTICS[word]
    after = source.after(match.end(), 5)
    if word == "veille" and not source.before(match.start(), 3).endswith("la "):
        return None
    if anchor == "text" and re.match(r" (?:de |du |des |d')", after) and word != "lendemain":
        return None  # la veille du scrutin: another event is the anchor
    if anchor == "text" and word == "lendemain" and re.match(r" (?:de |du |des |d')|s", after):
        return None
    start, said = article(source, match.start())
    if said.startswith("l") or anchor == "text":
        start = start if anchor == "text" else match.start()
    point = Point(unit="day", part=part_said(match))
    return make(start, match.end(), point, place="shift", steps=steps, anchor=anchor)


@rule(
    r"(?P<word>(?:meme )?jour(?:-la| meme| suivant| precedent| d'apres| d'avant)?|(?:dernier|prochain) jour)(?![\w-])(?: a la meme heure)?"
    rf"{AT_HOUR}",
    ["meme", "jour", "dernier", "prochain"],
)
def same_day(match: re.Match[str], source: Source) -> Found | None:
    """Read « le même jour », « ce jour-là », « le jour même », « le jour suivant »."""
    start, said = article(source, match.start())
    word, steps = match["word"], 0
    if said not in ("le", "ce") or (word == "jour" and said == "le"):
        return None
    if word == "jour" and not re.match(r"[.,;)\n]|$| (?:a|au|en|de)\b", source.after(match.end(), 4)):
        return None
    if word.endswith((" suivant", " d'apres")):
        steps = 1
    elif word.endswith((" precedent", " d'avant")):
        steps = -1
    elif word.startswith(("dernier", "prochain")):
        return None
    anchor = "publication" if word == "jour" else "text"
    return make(start, match.end(), Point(unit="day", part=part_said(match)), place="shift", steps=steps, anchor=anchor)


_FEASTS = column("named_days", "name", "rule")
_FEAST = one_of({f.replace("-", " ") for f in _FEASTS} | set(_FEASTS))
_COMPOUND = one_of(fold(row["noun"]) for row in load("feast_compounds"))
_NOT_A_FEAST = re.compile(
    rf"(?<!\w){_COMPOUND}s? (?:de la|de l'|de|d'|du) ?$|\b(?:joyeux|bon|un|au|mon|son|notre) $|[a-z]-$"
)


@rule(
    rf"(?:jour (?:de la |de l'|de |du |d'))?(?P<name>{_FEAST})(?![\w-])(?:,? (?:de |en )?(?P<year>{YEAR}))?(?: (?P<side>{SIDE}))?",
    [*_FEASTS, "jour"],
)
def feast(match: re.Match[str], source: Source) -> Found | None:
    """Read « Noël 2022 », « le lundi de Pâques », « la Toussaint »."""
    name = match["name"] if match["name"] in _FEASTS else match["name"].replace(" ", "-")
    raw, after = source.raw[match.start() : match.end()], source.raw[match.end() : match.end() + 2]
    before = source.before(match.start(), 24)
    if _NOT_A_FEAST.search(before) or (raw == raw.lower() and " " not in raw):
        return None
    if not match["year"] and (
        (after[1:].isupper()
        and after[0] == " ")
        or re.search(r"[A-ZÉ]\w+[ -]$", source.raw[max(0, match.start() - 12) : match.start()])
    ):
        return None  # Noël Mamère, Hervé Noël
    start = article(source, match.start())[0]
    point = feast_point(_FEASTS[name], int(match["year"]) if match["year"] else None)
    if point.complete:
        return make(start, match.end(), point)
    place, anchor = side(match["side"]) if match["side"] else ("near", "publication")
    return make(start, match.end(), point, place=place, anchor=anchor)
