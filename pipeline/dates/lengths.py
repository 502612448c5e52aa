"""Rules of lengths: « trois ans », « une demi-heure », « il y a dix jours », « cinq jours plus tard »."""

import re

from pipeline.dates.calendar import Period, Point
from pipeline.dates.rules import DIGIT, Source, article, make, rule
from pipeline.dates.vetoes import is_age, is_penalty
from pipeline.dates.words import NUMBER, PERIOD_OF, SIDE, UNIT, UNIT_OF, Found, side
from pipeline.language.lists import load
from pipeline.language.numbers import parse_number, tidy
from pipeline.language.patterns import one_of

_NUMBER_TRIGGERS = [
    DIGIT,
    *(r["word"] for r in load("language/numbers") if r["kind"] in ("cardinal", "collective", "indefinite")),
    "demi",
]
_UNITS = list(PERIOD_OF)
_CALENDAR_UNIT = one_of(u for u, c in UNIT_OF.items() if c) + r"(?![\w-])"
_AGO = re.compile(
    r"(?<!\w)(?:il y a|voici|voila)(?: (?:deja|a peu pres|environ|pres de|plus de|moins de|a peine|tout juste|"
    r"exactement|quelque|presque))? ?$"
)
_IN = re.compile(r"(?<!\w)(?:dans|d'ici(?: a)?)(?: (?:environ|a peu pres|moins de|pres de))? $")
_SINCE = re.compile(r"(?<!\w)depuis(?: (?:pres de|plus de|environ|moins de|au moins|deja|maintenant|quelque))? $")
_ABOUT = re.compile(r"(?<!\w)(?:environ|quelque|pres d[e'] ?|plus d[e'] ?|moins d[e'] ?|a peu pres) ?$")


@rule(
    rf"(?P<before>{SIDE} )?(?P<count>{NUMBER}|une? demi-?|demi-)(?P<demi>[ -]demi[ -]|(?<=demi-)|(?<=demi))"
    rf"?(?P<coll>s? (?:d'|de ))? ?(?P<middle>{SIDE} |premiere?s? |longue?s? |bonne?s? |petite?s? |"
    rf"autres )?(?P<unit>{UNIT})"
    rf"(?P<half> et demie?(?!\w))?(?: (?P<side>{SIDE}))?(?P<more> (?:plus (?:tard|tot)|auparavant|apres|avant))"
    rf"?(?! (?:plus )?(?:jeune|age)s?\b)",
    [*_NUMBER_TRIGGERS, "derniers", "dernieres", "prochains", "prochaines"],
)
def counted_unit(match: re.Match[str], source: Source) -> Found | None:
    """Read « trois ans », « une demi-heure », « dans six mois », « cinq dernières années »."""
    period = _period(match)
    if period is None or _vetoed(match, source):
        return None
    start, end = match.start(), match.end("half") if match["half"] else match.end("unit")
    before = source.before(start, 40)
    near = match["middle"] if match["middle"] and re.match(SIDE, match["middle"]) else match["before"] or match["side"]
    if near:
        back = side(near.strip())[0] == "last"
        end = match.end("side") if match["side"] else end
        return make(article(source, start)[0], end, period, place="back" if back else "fixed")
    if match["more"]:
        moved = _moved(match, source, period)
        if moved:
            return moved
    unit = UNIT_OF[match["unit"]]
    ago, coming = _AGO.search(before), _IN.search(before)
    if (ago or coming) and unit and period.count.isdigit():
        head = ago or coming
        if head and (ago or head[0].startswith("dans")):
            steps = int(period.count) * (-1 if ago else 1)
            return make(start - len(head[0]), end, Point(unit=unit), place="shift", steps=steps)
    if _SINCE.search(before):
        return make(start, end, period, place="back")
    about = _ABOUT.search(before)
    approx = bool(about and about[0].startswith(("environ", "a peu")))
    return make(start - len(about[0]) if approx and about else start, end, period, mod="approx" if approx else "")


def _period(match: re.Match[str]) -> Period | None:
    """Return the length that is said; its count is ``X`` for « quelques », « plusieurs »."""
    unit, count = PERIOD_OF[match["unit"]], match["count"].strip()
    if count.endswith(("demi", "demi-")) or match["demi"]:
        number = parse_number(re.sub(r"[ -]?demi-?$", "", count) or "un")
        return Period(count="0.5", unit=unit) if number and number.value == 1 else None
    number = parse_number(count + (match["coll"] or "").split(" ")[0] if match["coll"] else count)
    if number is None:
        return None
    if number.value is None:
        return Period(count="X", unit=unit)
    value = tidy(number.value + (1 if match["half"] else 0) / type(number.value)(2))
    return Period(count=format(value, "f"), unit=unit)


def _vetoed(match: re.Match[str], source: Source) -> bool:
    """Tell whether a number and a unit are no length: an age, « un jour », « une seconde chance »."""
    unit, count, start, end = match["unit"], match["count"], match.start(), match.end("unit")
    before = source.before(start, 24)
    if is_penalty(source, end) or (unit.startswith("quinzaine") and re.match(r" d[e']", source.after(end, 4))):
        return True
    if unit in ("ans", "an") and is_age(source, start, end):
        return True
    if unit == "seconde" and (
        not count[0].isdigit() and source.after(end, 2)[:1] == " " and re.match(r" [a-z]", source.after(end, 3))
    ):
        return True
    if count in ("un", "une") and unit in (
        "jour",
        "journee",
        "nuit",
        "annee",
        "soiree",
        "quinquennat",
        "minute",
        "seconde",
        "siecle",
        "trimestre",
        "semestre",
        "week-end",
        "weekend",
    ):
        return (
            re.search(
                r"(?<!\w)(?:en|pendant|depuis|dans|durant|apres|d'|sur|pour|il y a|environ|moins d'|plus d'|"
                r"quart de|quart d'|voila|pres d') ?$",
                before,
            )
            is None
            and not match["more"]
        )
    if unit in ("heures", "heure") and re.search(r"(?<!\w)(?:a|vers) $", before) and not match["half"]:
        return True
    return (
        re.match(r" du mans\b|/", source.after(end, 10)) is not None
        or re.search(r"[0-9][.,:/-]$|[a-z]-$", before) is not None
    )


def _moved(match: re.Match[str], source: Source, period: Period) -> Found | None:
    """Read « cinq jours plus tard », « un an auparavant »; « deux jours avant le scrutin » hangs on another event."""
    words, unit = (match["more"] or "").strip(), UNIT_OF[match["unit"]]
    if not unit or not period.count.isdigit():
        return None
    if words in ("apres", "avant") and not re.match(r"[.,;:)\n]|$", source.after(match.end(), 2)):
        return None
    steps = int(period.count) * (1 if words in ("plus tard", "apres") else -1)
    return make(match.start(), match.end(), Point(unit=unit), place="shift", steps=steps, anchor="text")


@rule(r"(?P<count>une?|trois|[0-9]) quarts? (?:de|d') ?(?P<unit>heure|siecle)(?!\w)", ["un", "trois", DIGIT])
def quarter_of(match: re.Match[str], source: Source) -> Found:
    """Read « un quart de siècle », « trois quarts d'heure »."""
    quarters = {"un": 1, "une": 1, "trois": 3}.get(match["count"]) or int(match["count"])
    if match["unit"] == "siecle":
        return make(match.start(), match.end(), Period(count=str(25 * quarters), unit="year"))
    return make(match.start(), match.end(), Period(count=str(15 * quarters), unit="minute"))


@rule(rf"des (?P<unit>{UNIT})", ["des"])
def some_units(match: re.Match[str], source: Source) -> Found | None:
    """Read « depuis des années », « pendant des mois »."""
    if not re.search(
        r"(?<!\w)(?:depuis|pendant|durant|il y a|prendre|prendra|pris|attendu|attendent) $",
        source.before(match.start(), 14),
    ):
        return None
    return make(match.start(), match.end(), Period(count="X", unit=PERIOD_OF[match["unit"]]))


_TERMS = one_of(w for w, p in PERIOD_OF.items() if p in ("five_years", "seven_years"))


@rule(rf"(?P<word>{_TERMS})(?!\w)", [w for w, p in PERIOD_OF.items() if p in ("five_years", "seven_years")])
def term_of_office(match: re.Match[str], source: Source) -> Found | None:
    """Read « un quinquennat »: five years."""
    if source.before(match.start(), 12).endswith(
        (" du ", " son ", " ce ", " le ", " dernier ", " premier ", " second ")
    ):
        return None
    return make(match.start(), match.end(), Period(count="1", unit=PERIOD_OF[match["word"]]))
