"""Rules of relative units: « la semaine dernière », « cette année », « le mois prochain », « la même année »."""

import re
from dataclasses import dataclass

from pipeline.dates.calendar import Period, Point
from pipeline.dates.nth import Rest
from pipeline.dates.rules import Readings, Said, Source, article, first_reading, make, rule
from pipeline.dates.words import PERIOD_OF, SIDE, UNIT_OF, YEAR, Found, side
from pipeline.language.patterns import one_of

_UNITS = list(PERIOD_OF)
_CALENDAR_UNIT = one_of(u for u, c in UNIT_OF.items() if c) + r"(?!\w|-(?!(?:ci|la)\b))"


@rule(
    rf"(?:(?P<before>{SIDE}|pleine?|toute) )?(?P<unit>{_CALENDAR_UNIT})(?: (?P<number>(?:0?[1-9]|[1-4][0-9]|"
    rf"5[0-3])(?!\w|[,.][0-9]|\s?[%h]| [a-z]+s\b)))?(?: (?P<side>{SIDE}))?(?P<here>-ci|-la| en cours)?",
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
    return first_reading(READINGS, _Said(match, source, start, said))


@dataclass(frozen=True, slots=True)
class _Said(Said):
    """A unit of the calendar as it is said."""

    @property
    def unit(self) -> str:
        """The unit of the calendar."""
        return UNIT_OF[self.match["unit"]]

    @property
    def near(self) -> str:
        """« dernière », « prochain », « toute » beside the unit."""
        return (self.match["side"] or self.match["before"] or "").strip()

    @property
    def end(self) -> int:
        """Where the unit ends, with its « -ci », « en cours »."""
        return self.match.end("here") if self.match["here"] else self.match.end("unit")

    def make(self, *, anchor: str = "publication", place: str = "shift") -> Found:
        """Return the unit in which the anchor lies."""
        return make(self.start, self.end, Point(unit=self.unit), place=place, anchor=anchor)


def _has_its_year(found: _Said) -> bool:
    """« l'année 2001 »: a rule of the years reads it."""
    after = found.source.after(found.match.end("unit"), 9)
    return found.match["unit"] == "annee" and re.match(rf" (?:de )?{YEAR}", after) is not None


def _is_several(found: _Said) -> bool:
    """« ces derniers jours », « les prochaines semaines »."""
    word = found.match["unit"]
    return found.article in ("les", "ces") or (word.endswith("s") and word != "mois")


def _several(found: _Said) -> Found | None:
    determined = found.article or re.search(r"(?<!\w)(?:aux|des) $", found.source.before(found.match.start(), 5))
    if not determined or not re.match(SIDE, found.near):
        return None
    period = Period(count="X", unit=PERIOD_OF[found.match["unit"]])
    return make(found.start, found.match.end(), period, place="fixed")


def _is_numbered(found: _Said) -> bool:
    """« la semaine 12 »."""
    return bool(found.match["number"]) and found.match["unit"] == "semaine"


def _numbered(found: _Said) -> Found:
    point = Point(unit="week", number=int(found.match["number"]))
    return make(found.start, found.match.end(), point, place="near")


def _is_beside(found: _Said) -> bool:
    """« la semaine dernière », « le mois suivant »."""
    return re.match(SIDE, found.near) is not None


def _is_within(found: _Said) -> bool:
    """« au cours de l'année », « en fin de semaine », but « à la fin de l'année du centenaire »."""
    return (
        _WITHIN.search(found.source.before(found.match.start(), 32)) is not None
        and found.unit in ("year", "month", "week", "weekend", "quarter", "half")
        and not found.match["here"]
        and not _COMPLEMENT.match(found.source.after(found.end, 12))
    )


def _is_same(found: _Said) -> bool:
    """« la même année », « cette année-là »."""
    return found.article.endswith("meme") or found.match["here"] == "-la"


def _is_this(found: _Said) -> bool:
    """« cette année », « ce mois-ci », « l'année en cours »."""
    return found.article in ("ce", "cet", "cette") or bool(found.match["here"])


def _this(found: _Said) -> Found | None:
    if earlier := _earlier(found):
        return earlier
    long = found.unit in ("decade", "century", "quarter", "half")
    if not found.match["here"] and (
        found.unit == "day" or (long and re.match(r" (?:de|d'|du)\b", found.source.after(found.end, 4)))
    ):
        return None
    return found.make(place="near" if found.unit == "weekend" else "shift")


def _is_weekend(found: _Said) -> bool:
    """« le week-end », « du week-end », but « le week-end de Pâques »."""
    near = found.article == "le" or re.search(r"\bdu $", found.source.before(found.match.start(), 4))
    named = re.match(r" (?:de |du |des |d')", found.source.after(found.match.end(), 5))
    return found.unit == "weekend" and bool(near) and not named


_WITHIN = re.compile(
    r"(?<!\w)(?:debut|milieu|fin|cours|long|moitie|reste) (?:de l'|de la |du |d'|de cette |de ce )$|(?<!\w)"
    r"dans (?:la |l')$"
)
_EARLIER = re.compile(r"(?<!\w)plus (?P<way>tot|tard) (?:dans )?(?:la |l'|le |cette |ce )$")
_DETERMINED = re.compile(r"(?<!\w)(?:(?:du|au) |(?:d[e']|en|pendant|durant) ?)$")
_OF_WHAT = re.compile(r" (?:de |du |des |d'|qu|ou |a |en )")
_COMPLEMENT = re.compile(r" (?:d[eu]|des|ou|qui|que|a venir) |s| d'")


def _earlier(found: _Said) -> Found | None:
    """Read « plus tôt cette année », « plus tard dans la semaine »: what is before, or after, the day of writing."""
    early = _EARLIER.search(found.source.before(found.match.start(), 32))
    if early is None or found.unit == "day":
        return None
    rest = Rest(side="before" if early["way"] == "tot" else "after")
    begin = found.match.start() - len(early[0])
    return make(begin, found.end, Point(unit=found.unit), place="shift", derived=rest)


def _beside(found: _Said) -> Found | None:
    """Read a unit with « dernier », « prochain », « précédent », « suivant »."""
    place, anchor = side(found.near)
    if not _is_determined(found) or (found.unit == "day" and (found.match["before"] or anchor == "publication")):
        return None
    end = found.match.end("side") if found.match["side"] else found.match.end("unit")
    last_of = found.match["before"] and place == "last" and _OF_WHAT.match(found.source.after(end, 5))
    if last_of:
        return None  # la dernière année du mandat
    steps = -1 if place == "last" else 1
    return make(found.start, end, Point(unit=found.unit), place="shift", steps=steps, anchor=anchor)


def _is_determined(found: _Said) -> bool:
    """Tell whether an article, or a preposition that does without one, stands before: « du mois dernier »."""
    return bool(found.article) or _DETERMINED.search(found.source.before(found.start, 8)) is not None


# What a unit may be said to be, in the order in which it is asked: the first that holds reads it.
READINGS: Readings[_Said] = (
    (_has_its_year, lambda found: None),
    (_is_several, _several),
    (_is_numbered, _numbered),
    (_is_beside, _beside),
    (_is_within, lambda found: _earlier(found) or found.make()),
    (_is_same, lambda found: found.make(anchor="text") if found.unit != "day" else None),
    (_is_this, _this),
    (_is_weekend, lambda found: found.make(place="near")),
)


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
