"""Rules of lengths: « trois ans », « une demi-heure », « il y a dix jours », « cinq jours plus tard »."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.dates.calendar import Period, Point
from pipeline.dates.rules import DIGIT, Source, article, make, rule
from pipeline.dates.vetoes import is_age, is_penalty
from pipeline.dates.words import NUMBER, PERIOD_OF, SIDE, UNIT, UNIT_OF, Found, side
from pipeline.language.lists import load, words_of
from pipeline.language.numbers import parse_number, tidy
from pipeline.language.patterns import one_of

_NUMBER_TRIGGERS = [
    DIGIT,
    *(r["word"] for r in load("language/numbers") if r["kind"] in ("cardinal", "collective", "indefinite")),
    "demi",
]
_AGO = re.compile(
    r"""(?<!\w)(?: il\ y\ a | voici | voila )
    (?:\ de\ cela)?
    (?:\ (?: deja | a\ peu\ pres | environ | pres\ de | plus\ de | moins\ de | a\ peine     # il y a près de trois ans
        | tout\ juste | exactement | quelque | presque ))?\ ?$""",
    re.VERBOSE,
)
_IN = re.compile(r"(?<!\w)(?:dans|d'ici(?: a)?)(?: (?:environ|a peu pres|moins de|pres de))? $")
_SINCE = re.compile(r"(?<!\w)depuis(?: (?:pres de|plus de|environ|moins de|au moins|deja|maintenant|quelque))? $")
_SELDOM_COUNTED = words_of("dates/rule_words", "seldom_counted")
_COUNTED_BEFORE = re.compile(rf"(?<!\w){one_of(words_of('dates/rule_words', 'before_length'))} ?$")
# « cinq ans plus tard que prévu » compares; « c'est cinq ans plus tard que le pont a rouvert » does not.
_COMPARED = re.compile(r" qu[e']")
_CLEFT = re.compile(r"(?<!\w)(?:c'est|c'etait|ce fut|ce sera|n'est que|n'etait que) (?:\w+ment )?$")
_MARK_BEFORE, _MARK_AFTER = re.compile(r"[«\"“] ?$"), re.compile(r" ?[»\"”]")
_OF_A_SEASON = re.compile(rf" (?:de la |de l'|du |de |d'){one_of(words_of('dates/rule_words', 'season'))}(?!\w)")
_ABOUT = re.compile(r"(?<!\w)(?:environ|quelque|pres d[e'] ?|plus d[e'] ?|moins d[e'] ?|a peu pres) ?$")


@rule(
    rf"(?P<before>{SIDE} )?"  # les dernières
    rf"(?P<count>{NUMBER}|une? demi-?|demi-)(?P<demi>[ -]demi[ -]|(?<=demi-)|(?<=demi))?"  # trois, une demi-
    r"(?P<coll>s? (?:d'|de ))? ?"  # une dizaine de, deux milliers d'
    rf"(?P<middle>{SIDE} |premiere?s? |longue?s? |bonne?s? |petite?s? |autres )?"  # les trois dernières
    rf"(?P<unit>{UNIT})"
    r"(?P<half> et demie?(?!\w))?"  # deux heures et demie
    rf"(?: (?P<side>{SIDE}))?"  # les trois mois suivants
    r"(?P<more> (?:plus (?:tard|tot)|auparavant|apres|avant|en arriere))?"  # cinq jours plus tard
    r"(?! (?:plus )?(?:jeune|age)s?\b)",  # but « deux ans plus jeune »
    [*_NUMBER_TRIGGERS, "derniers", "dernieres", "prochains", "prochaines"],
)
def counted_unit(match: re.Match[str], source: Source) -> Found | None:
    """Read « trois ans », « une demi-heure », « dans six mois », « cinq dernières années »."""
    period = _period(match)
    if period is None:
        return None
    said = _Said(match, source, period)
    if any(veto(said) for veto in VETOES):
        return None
    return next((found for read in READINGS if (found := read(said))), None)


@dataclass(frozen=True, slots=True)
class _Said:
    """A counted unit as it is said: what the pattern matched, and the length that it says."""

    match: re.Match[str]
    source: Source
    period: Period

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where the unit ends, with its « et demi »."""
        return self.match.end("half") if self.match["half"] else self.match.end("unit")

    @property
    def unit(self) -> str:
        """The unit of the calendar, or nothing (« secondes »)."""
        return UNIT_OF[self.match["unit"]]

    @property
    def near(self) -> str:
        """« dernières », « prochains » before, within or after the number and its unit."""
        middle: str = self.match["middle"] or ""
        return (middle if re.match(SIDE, middle) else self.match["before"] or self.match["side"] or "").strip()

    @property
    def steps(self) -> int:
        """How many units of the calendar are counted; 0 if they cannot be."""
        return int(self.period.count) if self.unit and self.period.count.isdigit() else 0

    def before(self, length: int = 40) -> str:
        """Return the folded text that ends at the number."""
        return self.source.before(self.start, length)


def _beside(said: _Said) -> Found | None:
    """Read « les trois dernières années », « les six prochains mois »."""
    if not said.near:
        return None
    end = said.match.end("side") if said.match["side"] else said.end
    place = "back" if side(said.near)[0] == "last" else "fixed"
    return make(article(said.source, said.start)[0], end, said.period, place=place)


def _moved(said: _Said) -> Found | None:
    """Read « cinq jours plus tard », « un an en arrière »; « deux jours avant le scrutin » hangs on another event."""
    words = (said.match["more"] or "").strip()
    after = said.source.after(said.match.end(), 4)
    if not words or not said.steps:
        return None
    if words in ("apres", "avant") and not re.match(r"[.,;:)\n]|$", after):
        return None
    if words.startswith("plus") and _COMPARED.match(after) and not _CLEFT.search(said.before(24)):
        return None
    steps = said.steps * (1 if words in ("plus tard", "apres") else -1)
    anchor = "publication" if words == "en arriere" else "text"
    return make(said.start, said.match.end(), Point(unit=said.unit), place="shift", steps=steps, anchor=anchor)


def _from_now(said: _Said, head: re.Match[str], steps: int) -> Found:
    return make(said.start - len(head[0]), said.end, Point(unit=said.unit), place="shift", steps=steps)


def _ago(said: _Said) -> Found | None:
    """Read « il y a trois ans », « voici deux mois »."""
    head = _AGO.search(said.before()) if said.steps else None
    return _from_now(said, head, -said.steps) if head else None


def _ahead(said: _Said) -> Found | None:
    """Read « dans six mois »; « d'ici six mois » is a length."""
    head = _IN.search(said.before()) if said.steps else None
    return _from_now(said, head, said.steps) if head and head[0].startswith("dans") else None


def _since(said: _Said) -> Found | None:
    """Read « depuis trois ans »: counted back."""
    since = _SINCE.search(said.before())
    return make(said.start, said.end, said.period, place="back") if since else None


def _length(said: _Said) -> Found:
    """Read « trois ans », « environ trois ans »."""
    about = _ABOUT.search(said.before())
    if about and about[0].startswith(("environ", "a peu")):
        return make(said.start - len(about[0]), said.end, said.period, mod="approx")
    return make(said.start, said.end, said.period)


# What a length may be said to be, in the order in which it is asked: the first that reads something ends it.
READINGS: tuple[Callable[[_Said], Found | None], ...] = (_beside, _moved, _ago, _ahead, _since, _length)


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


def _is_penalty(said: _Said) -> bool:
    """« six mois de prison »."""
    return is_penalty(said.source, said.match.end("unit"))


def _is_dozen(said: _Said) -> bool:
    """« une quinzaine de personnes »."""
    after = said.source.after(said.match.end("unit"), 4)
    return said.match["unit"].startswith("quinzaine") and re.match(r" d[e']", after) is not None


def _is_age(said: _Said) -> bool:
    """« un homme de 38 ans »."""
    return said.match["unit"] in ("ans", "an") and is_age(said.source, said.start, said.match.end("unit"))


def _is_second(said: _Said) -> bool:
    """« une seconde chance » : second, not a second."""
    follows = re.match(r" [a-z]", said.source.after(said.match.end("unit"), 3)) is not None
    return said.match["unit"] == "seconde" and not said.match["count"][0].isdigit() and follows


def _is_indefinite(said: _Said) -> bool:
    """« un jour », « une nuit » say which, not how long, but in « en un jour », « un jour plus tard »."""
    one = said.match["count"] in ("un", "une") and said.match["unit"] in _SELDOM_COUNTED
    return one and not said.match["more"] and _COUNTED_BEFORE.search(said.before(24)) is None


def _is_hour(said: _Said) -> bool:
    """« à trois heures » says when, « le 20 heures » is the news."""
    hour = said.match["unit"] in ("heures", "heure") and not said.match["half"]
    return hour and re.search(r"(?<!\w)(?:a|vers|le|du|au) $", said.before(24)) is not None


def _is_part_of_a_name(said: _Said) -> bool:
    """« les 24 Heures du Mans », « 20 Minutes », « le quotidien « 24 heures » », « 90 km/h », « 1.5 h »."""
    end = said.match.end("unit")
    quoted = _MARK_BEFORE.search(said.before(2)) and _MARK_AFTER.match(said.source.after(end, 2))
    unit = said.source.raw[said.match.start("unit") : end]
    return (
        quoted is not None
        or (unit[0].isupper() and unit[1:].islower())
        or re.match(r" du mans\b|/", said.source.after(end, 10)) is not None
        or re.search(r"[0-9][.,:/-]$|[a-z]-$", said.before(24)) is not None
    )


def _is_match_day(said: _Said) -> bool:
    """« à dix journées de la fin », « après trois journées de championnat »: the rounds of a competition."""
    after = said.source.after(said.match.end("unit"), 24)
    return said.match["unit"] == "journees" and _OF_A_SEASON.match(after) is not None


# What is a number and a unit, and no length.
VETOES: tuple[Callable[[_Said], bool], ...] = (
    _is_penalty, _is_dozen, _is_age, _is_second, _is_indefinite, _is_hour, _is_part_of_a_name, _is_match_day,
)  # fmt: skip


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
