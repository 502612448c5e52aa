"""Rules of relative units: « la semaine dernière », « cette année », « le mois prochain », « la même année »."""

import re

from pipeline.dates.calendar import Period, Point
from pipeline.dates.nth import Rest
from pipeline.dates.rules import Source, article, make, rule
from pipeline.dates.words import PERIOD_OF, SIDE, UNIT_OF, YEAR, Found, side
from pipeline.language.patterns import one_of

_UNITS = list(PERIOD_OF)
_CALENDAR_UNIT = one_of(u for u, c in UNIT_OF.items() if c) + r"(?!\w|-(?!(?:ci|la)\b))"


@rule(
    rf"(?:(?P<before>{SIDE}|pleine?|toute) )?(?P<unit>{_CALENDAR_UNIT})(?: (?P<number>(?:0?[1-9]|[1-4][0-9]|"
    rf"5[0-3])(?![\w,.]|\s?[%h]| [a-z]+s\b)))?(?: (?P<side>{SIDE}))?(?P<here>-ci|-la| en cours)?",
    [
        *_UNITS,
        "dernier",
        "derniere",
        "derniers",
        "dernieres",
        "prochain",
        "prochaine",
        "prochains",
        "prochaines",
        "precedent",
        "precedente",
    ],
)
def relative_unit(match: re.Match[str], source: Source) -> Found | None:
    """Read « la semaine dernière », « cette année », « ces derniers jours », « la même année »."""
    start, said = article(source, match.start())
    unit, word = UNIT_OF[match["unit"]], match["unit"]
    if word == "annee" and re.match(rf" (?:de )?{YEAR}", source.after(match.end("unit"), 9)):
        return None
    near = (match["side"] or match["before"] or "").strip()
    if said in ("les", "ces") or (word.endswith("s") and word != "mois"):
        if (
            not near
            or (not said and not re.search(r"(?<!\w)(?:aux|des) $", source.before(match.start(), 5)))
            or not re.match(SIDE, near)
        ):
            return None
        return make(start, match.end(), Period(count="X", unit=PERIOD_OF[word]), place="fixed")
    if match["number"] and word == "semaine":
        return make(start, match.end(), Point(unit="week", number=int(match["number"])), place="near")
    if near and re.match(SIDE, near):
        return _beside(match, source, start, said, near)
    end = match.end("here") if match["here"] else match.end("unit")
    within = _WITHIN.search(source.before(match.start(), 32))
    if (
        within
        and unit in ("year", "month", "week", "weekend", "quarter", "half")
        and not match["here"]
        and not _COMPLEMENT.match(source.after(end, 12))
    ):
        return _earlier(match, source, end) or make(start, end, Point(unit=unit), place="shift")
    if said.endswith("meme") or match["here"] == "-la":
        return make(start, end, Point(unit=unit), place="shift", anchor="text") if unit not in ("day",) else None
    if said in ("ce", "cet", "cette") or match["here"]:
        if earlier := _earlier(match, source, end):
            return earlier
        if unit in ("day", "decade", "century", "quarter", "half") and not match["here"]:
            if unit in ("quarter", "half", "century", "decade") and not re.match(
                r" (?:de|d'|du)\b", source.after(end, 4)
            ):
                return make(start, end, Point(unit=unit), place="shift")
            return None
        return make(start, end, Point(unit=unit), place="near" if unit == "weekend" else "shift")
    if unit == "weekend" and (said == "le" or re.search(r"\bdu $", source.before(match.start(), 4))):
        if re.match(r" (?:de |du |des |d')", source.after(match.end(), 5)):
            return None
        return make(start, match.end(), Point(unit=unit), place="near")
    return None


_WITHIN = re.compile(
    r"(?<!\w)(?:debut|milieu|fin|cours|long|moitie|reste) (?:de l'|de la |du |d'|de cette |de ce )$|(?<!\w)"
    r"dans (?:la |l')$"
)
_EARLIER = re.compile(r"(?<!\w)plus (?P<way>tot|tard) (?:dans )?(?:la |l'|le |cette |ce )$")
_COMPLEMENT = re.compile(r" (?:d[eu]|des|ou|qui|que|a venir) |s| d'")


def _earlier(match: re.Match[str], source: Source, end: int) -> Found | None:
    """Read « plus tôt cette année », « plus tard dans la semaine »: what is before, or after, the day of writing."""
    early = _EARLIER.search(source.before(match.start(), 32))
    if early is None or UNIT_OF[match["unit"]] == "day":
        return None
    side_of_today = "before" if early["way"] == "tot" else "after"
    begin = match.start() - len(early[0])
    return make(begin, end, Point(unit=UNIT_OF[match["unit"]]), place="shift", derived=Rest(side=side_of_today))


def _beside(match: re.Match[str], source: Source, start: int, said: str, near: str) -> Found | None:
    """Read a unit with « dernier », « prochain », « précédent », « suivant »."""
    unit = UNIT_OF[match["unit"]]
    place, anchor = side(near)
    end = match.end("side") if match["side"] else match.end("unit")
    contracted = re.search(r"(?<!\w)(?:du|au) $", source.before(start, 4)) is not None
    if (
        not said
        and not contracted
        and not re.search(r"(?<!\w)(?:d[e']|en|pendant|durant|en) ?$", source.before(start, 8))
    ):
        return None
    if (match["before"] and unit == "day") or (unit == "day" and not match["side"]):
        return None
    if match["before"] and place == "last" and re.match(r" (?:de |du |des |d'|qu|ou |a |en )", source.after(end, 5)):
        return None  # la dernière année du mandat
    if unit == "day" and anchor == "publication":
        return None
    return make(start, end, Point(unit=unit), place="shift", steps=-1 if place == "last" else 1, anchor=anchor)


@rule(rf"(?P<unit>{_CALENDAR_UNIT}) d'(?P<way>apres|avant)(?![\w-])", _UNITS)
def unit_beside(match: re.Match[str], source: Source) -> Found | None:
    """Read « le mois d'après », « la semaine d'avant »: beside the last date of the text."""
    start, said = article(source, match.start())
    if said not in ("le", "la", "l'") or UNIT_OF[match["unit"]] == "day":
        return None
    steps = 1 if match["way"] == "apres" else -1
    return make(start, match.end(), Point(unit=UNIT_OF[match["unit"]]), place="shift", steps=steps, anchor="text")


@rule(r"nouvelle annee(?!\w)", ["nouvelle"])
def new_year(match: re.Match[str], source: Source) -> Found | None:
    """Read « la nouvelle année »."""
    start, said = article(source, match.start())
    return make(start, match.end(), Point(unit="year"), place="near") if said == "la" else None
