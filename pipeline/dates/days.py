"""Rules of the day: « mercredi 3 mars 2024 », « les 8 et 9 juin », « 03/02/2025 », « hier soir », « Noël »."""

import re
from dataclasses import replace

from pipeline.dates.calendar import Interval, Point, at
from pipeline.dates.hours import AT_HOUR, PART_AFTER, part_said
from pipeline.dates.rules import DIGIT, Source, article, as_set, make, rule
from pipeline.dates.vetoes import is_address
from pipeline.dates.words import (
    DAY,
    MONTH_AFTER_DAY,
    MONTHS,
    SIDE,
    SIDE_AFTER,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Found,
    day_number,
    side,
)
from pipeline.language.patterns import one_of

_YEAR_AFTER = (
    rf"(?:,? (?:de )?(?P<year>{YEAR})| (?P<short>[0-9]{{2}})(?![\w]|[ .,:/-]?[0-9]| (?:h|heures?|"
    rf"ans?|euros?|%|mois|jours?)\b))?"
)
_NAMED_DAY = rf"(?:(?P<weekday>{WEEKDAY}),? (?:le |ce )?)?(?P<day>{DAY})[ -](?P<month>{MONTH_AFTER_DAY})"
_DAY_TRIGGERS = [DIGIT, "premier"]
_LINK = r"(?:, ?| et | ou | au | a | ?- ?| et le | ou le | au le |, le | et les )"


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


_EACH_DAY = re.compile(rf"(?:(?P<weekday>{one_of(WEEKDAYS)})s? )?(?P<day>{DAY})")


@rule(
    rf"(?P<days>(?:(?:{one_of(WEEKDAYS)})s? )?{DAY}(?:{_LINK}(?:{WEEKDAY} )?{DAY}){{1,6}}) (?P<month>{MONTH_AFTER_DAY})"
    rf"{_YEAR_AFTER}{SIDE_AFTER}",
    [*_DAY_TRIGGERS, *WEEKDAYS, *(f"{d}s" for d in WEEKDAYS)],
)
def several_days(match: re.Match[str], source: Source) -> list[Found] | None:
    """Read « les 8 et 9 juin 2024 », « les lundis 8 et 15 juin » as two days, « du 3 au 7 février » as one interval."""
    spans = list(_EACH_DAY.finditer(match["days"]))
    year = whole_year(match["year"] or match["short"] or "")
    points = [
        Point(
            unit="day",
            year=year,
            number=MONTHS[match["month"]],
            day=day_number(d["day"]),
            weekday=WEEKDAYS.get(d["weekday"] or ""),
        )
        for d in spans
    ]
    place, anchor = side(match["side"]) if match["side"] else ("near", "publication")
    if year is not None:
        place = "fixed"
    link = match["days"][spans[0].end() : spans[1].start()].strip()
    between = re.search(r"\bentre (?:le |les )?$", source.before(match.start(), 14)) is not None
    if (link in ("au", "a", "-", "au le") or between) and _are_an_interval(points):
        start = article(source, match.start())[0]
        return [make(start, match.end(), Interval(first=points[0], last=points[1]), place=place, anchor=anchor)]
    if link in ("au", "a"):
        return None
    begin = match.start("days")
    found = []
    for day, point in zip(spans, points, strict=True):
        start, end = article(source, begin + day.start())[0], match.end() if day is spans[-1] else begin + day.end()
        found.append(make(start, end, point, place=place, anchor=anchor))
    return found


def _are_an_interval(days: list[Point]) -> bool:
    """Tell « du 3 au 7 février » from « 7 - 3 février »."""
    return len(days) == 2 and (days[0].day or 0) < (days[1].day or 0)


@rule(rf"{_NAMED_DAY}{_YEAR_AFTER}{SIDE_AFTER}{PART_AFTER}{AT_HOUR}", [*_DAY_TRIGGERS, *WEEKDAYS])
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
    rf"(?P<weekday>{WEEKDAY}) (?P<end>(?P<day>{DAY})(?![\w:/%-]|[.,][0-9]| ?h\b| "
    rf"(?:{MONTH_AFTER_DAY}|heures?|h|ans?|euros?|a [0-9])))"
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


@rule(rf"semaine du (?:{WEEKDAY} )?(?P<day>{DAY})[ -](?P<month>{MONTH_AFTER_DAY}){_YEAR_AFTER}(?! au\b)", ["semaine"])
def week_of(match: re.Match[str], source: Source) -> Found | None:
    """Read « la semaine du 23 juillet »: the week that holds the day."""
    start, said = article(source, match.start())
    if not said and not re.search(r"(?<!\w)(?:cours de la|des la|a la|en|la) $", source.before(match.start(), 12)):
        return None
    point = day_point(match)
    bounds = point.bounds()
    return make(start, match.end(), at("week", bounds[0]) if bounds else point, place="fixed" if bounds else "week_of")


_OF_MONTH = rf"(?P<here>de ce|du) mois(?: (?P<side>{SIDE}))?(?![\w])(?! de| d')"


@rule(rf"(?P<day>{DAY}) {_OF_MONTH}", [*_DAY_TRIGGERS])
def day_of_this_month(match: re.Match[str], source: Source) -> Found | None:
    """Read « le 15 du mois prochain », « le 3 de ce mois »."""
    start, said = article(source, match.start())
    if said != "le" and not source.before(match.start(), 3).endswith(("du ", "au ")):
        return None
    if not match["side"] and match["here"] == "du":
        return None
    place, anchor = side(match["side"]) if match["side"] else ("", "publication")
    point = Point(unit="day", day=day_number(match["day"]))
    return make(start, match.end(), point, place="month", steps={"last": -1, "next": 1}.get(place, 0), anchor=anchor)


_OF_WEEK = r"(?: de)?(?: (?:la|cette) semaine(?: (?P<week>dernier|prochain|passee|suivant|precedent)e?(?!\w))?)"


@rule(rf"(?P<weekday>{WEEKDAY}){_OF_WEEK}{AT_HOUR}", WEEKDAYS)
def weekday_of_week(match: re.Match[str], source: Source) -> Found:
    """Read « mardi de la semaine dernière »."""
    point = Point(unit="day", weekday=WEEKDAYS[match["weekday"]], part=part_said(match))
    steps = 0 if not match["week"] else -1 if side(match["week"])[0] == "last" else 1
    return make(article(source, match.start())[0], match.end(), point, place="week", steps=steps)


# « les marchés du samedi », « les soirées du vendredi »: of every week.
_PLURAL_OF = re.compile(r"(?<!\w)(?:les|des|ces|ses|nos|leurs|aux) [a-z-]+[sx] (?:[a-z-]+s )?du $")


@rule(
    rf"(?P<weekday>{WEEKDAY})(?! (?:le )?[0-9]{{1,2}}[/.-][0-9])(?P<habit>s)?{SIDE_AFTER}{PART_AFTER}"
    rf"(?:(?<=s) (?P<side2>{SIDE}))?{AT_HOUR}",
    [*WEEKDAYS],
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
        or (re.search(r"(?<!\w)du $", before) and re.match(rf" au {WEEKDAY}(?! [0-9])", source.after(match.end(), 20)))
        or re.search(rf"du {WEEKDAY} au $", before)
        or _PLURAL_OF.search(before)
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
