"""Rules of the day that has a name: « hier », « la veille », « le même jour », « Noël 2022 », « la Toussaint »."""

import re

from pipeline.dates.calendar import Point, Symbol
from pipeline.dates.feasts import feast_point
from pipeline.dates.hours import AT_HOUR, PART_AFTER, part_said
from pipeline.dates.nth import LongWeekend
from pipeline.dates.rules import Source, article, make, rule
from pipeline.dates.words import DAY, FULL_MONTH, MONTHS, SIDE, WEEKDAY, YEAR, Found, day_number, side
from pipeline.language.lists import load, words_of
from pipeline.language.patterns import column, one_of
from pipeline.language.typography import fold

_DEICTICS = {fold(row["word"]): (int(row["steps"]), row["anchor"]) for row in load("dates/deictics")}
_DEICTIC = one_of(w.replace("-", " ") for w in _DEICTICS) + "|" + one_of(_DEICTICS)


@rule(
    rf"(?P<word>{_DEICTIC})(?!\w)(?: meme\b)?(?: (?P<weekday>{WEEKDAY}))?(?:,? (?P<daynum>{DAY} {FULL_MONTH})"
    rf"(?:,? (?P<dayyear>{YEAR}))?)?{PART_AFTER}{AT_HOUR}",
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
    if word == "aujourd'hui" and _is_nowadays(match, source):
        return make(match.start(), match.end("word"), Symbol(value="PRESENT_REF"))
    start, said = article(source, match.start())
    if said.startswith("l") or anchor == "text":
        start = start if anchor == "text" else match.start()
    point = Point(unit="day", part=part_said(match))
    return make(start, match.end(), point, place="shift", steps=steps, anchor=anchor)


_BEFORE_NOWADAYS = re.compile(r"(?<!\w)(?:encore |(?<!partir )(?<!compter )d'|(?:jusqu'a|comme) )$")
_AFTER_NOWADAYS = re.compile(
    r" (?:encore|plus que|agee?s?|que|comme hier|retraitee?s?|disparue?s?|a la retraite)(?!\w)"
)


def _is_nowadays(match: re.Match[str], source: Source) -> bool:
    """Tell whether « aujourd'hui » means nowadays: « encore aujourd'hui », « Aujourd'hui, la ville a changé »."""
    if match["weekday"] or match["daynum"] or match.end() != match.end("word"):
        return False
    before = source.before(match.start(), 24)
    if _BEFORE_NOWADAYS.search(before) or _AFTER_NOWADAYS.match(source.after(match.end())):
        return True
    head = not before.strip() or before.rstrip(' «"“')[-1:] in ".!?\n"
    return head and source.after(match.end(), 1) == ","


@rule(
    r"(?P<word>(?:meme )?jour(?:-la| meme| suivant| precedent| d'apres| d'avant)?|(?:dernier|prochain) jour)"
    r"(?![\w-])(?: a la meme heure)?"
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


_FEASTS = column("dates/named_days", "name", "rule")
_FEAST = one_of({f.replace("-", " ") for f in _FEASTS} | set(_FEASTS))
_COMPOUND = one_of(fold(row["noun"]) for row in load("dates/feast_compounds"))
# Saints whose feasts are « la Saint-Jean »: without the article, they are places.
_TOWNS = words_of("dates/rule_words", "town_saint")
_NOT_A_FEAST = re.compile(
    rf"(?<!\w){_COMPOUND}s? (?:(?:de la|de l'|de|d'|du) ?)?$|\b(?:joyeux|bon|un|au|mon|son|notre) $|[a-z]-$"
)


@rule(
    rf"week-?ends?(?: prolonge)? (?:de (?:la |l')?|du |des |(?=pascal))"
    rf"(?:(?P<pascal>pascal)|(?P<name>{_FEAST})|(?P<day>{DAY})[ -](?P<month>{FULL_MONTH}))(?![\w-])"
    rf"(?:,? (?:de )?(?P<year>{YEAR}))?(?: (?P<side>{SIDE}))?",
    ["week", "weekend", "weekends"],
)
def long_weekend(match: re.Match[str], source: Source) -> Found:
    """Read « le week-end de Pâques », « le week-end du 15 août »: from Saturday to Monday, or as long as it is."""
    name, year = "paques" if match["pascal"] else match["name"], int(match["year"]) if match["year"] else None
    point = (
        feast_point(_FEASTS[name if name in _FEASTS else name.replace(" ", "-")], year)
        if name
        else Point(unit="day", year=year, number=MONTHS[match["month"]], day=day_number(match["day"]))
    )
    place, anchor = side(match["side"]) if match["side"] else ("near", "publication")
    start = article(source, match.start())[0]
    place = "fixed" if point.complete else place
    return make(start, match.end(), point, place=place, anchor=anchor, derived=LongWeekend())


@rule(
    rf"(?:(?P<ahead>prochaine?|derniere?) )?(?:jour (?:de la |de l'|de |du |d'))?(?P<name>{_FEAST})(?![\w-])"
    rf"(?:,? (?:de |en )?(?P<year>{YEAR}))?(?: "
    rf"(?P<side>{SIDE}))?",
    [*_FEASTS, "jour", "prochain", "prochaine", "dernier", "derniere"],
)
def feast(match: re.Match[str], source: Source) -> Found | None:
    """Read « Noël 2022 », « le lundi de Pâques », « la Toussaint »."""
    name = match["name"] if match["name"] in _FEASTS else match["name"].replace(" ", "-")
    raw, after = source.raw[match.start("name") : match.end()], source.raw[match.end() : match.end() + 2]
    before = source.before(match.start(), 24)
    if _NOT_A_FEAST.search(before) or (raw == raw.lower() and " " not in raw):
        return None
    if not match["year"] and (
        (after[1:].isupper() and after[0] == " ")
        or re.search(r"[A-ZÉ]\w+[ -]$", source.raw[max(0, match.start() - 12) : match.start()])
    ):
        return None  # Noël Mamère, Hervé Noël
    start, said = article(source, match.start())
    if name in _TOWNS and said != "la" and not match["year"] and not match[0].startswith("jour"):
        return None  # « à Saint-Nicolas »
    point = feast_point(_FEASTS[name], int(match["year"]) if match["year"] else None)
    if point.complete:
        return make(start, match.end(), point)
    beside = match["side"] or match["ahead"]
    place, anchor = side(beside) if beside else ("near", "publication")
    return make(start, match.end(), point, place=place, anchor=anchor)
