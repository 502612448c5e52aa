"""Rules of lengths and of relative units: « trois ans », « il y a dix jours », « la semaine dernière », « chaque mois »."""

import re

from pipeline.extractors.dates.rules import DIGIT, Source, article, make, rule
from pipeline.extractors.dates.veto import is_age, is_penalty
from pipeline.extractors.dates.words import NUMBER, PERIOD_OF, SIDE, UNIT, UNIT_OF, Found, side
from pipeline.resources import load
from pipeline.values.calendar import Period, Point, Symbol
from pipeline.values.lexicon import column, one_of
from pipeline.values.normalize import fold
from pipeline.values.numbers import parse_number, tidy

_NUMBER_TRIGGERS = [
    DIGIT,
    *(r["word"] for r in load("numbers") if r["kind"] in ("cardinal", "collective", "indefinite")),
    "demi",
]
_UNITS = list(PERIOD_OF)
_CALENDAR_UNIT = one_of(u for u, c in UNIT_OF.items() if c) + r"(?![\w-])"
_AGO = re.compile(
    r"(?<!\w)(?:il y a|voici|voila)(?: (?:deja|a peu pres|environ|pres de|plus de|moins de|a peine|tout juste|exactement|quelque|presque))? ?$"
)
_IN = re.compile(r"(?<!\w)(?:dans|d'ici(?: a)?)(?: (?:environ|a peu pres|moins de|pres de))? $")
_SINCE = re.compile(r"(?<!\w)depuis(?: (?:pres de|plus de|environ|moins de|au moins|deja|maintenant|quelque))? $")
_ABOUT = re.compile(r"(?<!\w)(?:environ|quelque|pres d[e'] ?|plus d[e'] ?|moins d[e'] ?|a peu pres) ?$")


@rule(
    rf"(?P<before>{SIDE} )?(?P<count>{NUMBER}|une? demi-?|demi-)(?P<demi>[ -]demi[ -]|(?<=demi-)|(?<=demi))?(?P<coll>s? (?:d'|de ))? ?(?P<middle>{SIDE} |premiere?s? |longue?s? |bonne?s? |petite?s? |autres )?(?P<unit>{UNIT})"
    rf"(?P<half> et demie?(?!\w))?(?: (?P<side>{SIDE}))?(?P<more> (?:plus (?:tard|tot)|auparavant|apres|avant))?(?! (?:plus )?(?:jeune|age)s?\b)",
    [*_NUMBER_TRIGGERS, "derniers", "dernieres", "prochains", "prochaines"],
)
def counted_unit(match: re.Match[str], source: Source) -> Found | None:
    """Read « trois ans », « une demi-heure », « dans six mois », « cinq jours plus tard », « cinq dernières années »."""
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
    """Tell whether a number and a unit are no length: an age, « un jour », « une seconde chance », « 8 mois » of a date."""
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
                r"(?<!\w)(?:en|pendant|depuis|dans|durant|apres|d'|sur|pour|il y a|environ|moins d'|plus d'|quart de|quart d'|voila|pres d') ?$",
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


@rule(
    rf"(?:(?P<before>{SIDE}|pleine?|toute) )?(?P<unit>{_CALENDAR_UNIT})(?: (?P<number>(?:0?[1-9]|[1-4][0-9]|5[0-3])(?![\w,.]|\s?[%h]| [a-z]+s\b)))?(?: (?P<side>{SIDE}))?(?P<here>-ci|-la| en cours)?",
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
    """Read « la semaine dernière », « cette année », « le mois prochain », « ces derniers jours », « la même année »."""
    start, said = article(source, match.start())
    unit, word = UNIT_OF[match["unit"]], match["unit"]
    near = (match["side"] or match["before"] or "").strip()
    if said in ("les", "ces") or (word.endswith("s") and word != "mois"):
        if (
            not near
            or (not said
            and not re.search(r"(?<!\w)(?:aux|des) $", source.before(match.start(), 5)))
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
        early = _EARLIER.search(source.before(match.start(), 32))
        begin = match.start() - len(early[0]) if early else start
        return make(begin, end, Point(unit=unit), place="shift")
    if said.endswith("meme") or match["here"] == "-la":
        return make(start, end, Point(unit=unit), place="shift", anchor="text") if unit not in ("day",) else None
    if said in ("ce", "cet", "cette") or match["here"]:
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
    r"(?<!\w)(?:debut|milieu|fin|cours|long|moitie|reste) (?:de l'|de la |du |d'|de cette |de ce )$|(?<!\w)dans (?:la |l')$"
)
_EARLIER = re.compile(r"(?<!\w)plus t(?:ot|ard) (?:dans (?:la |l'|le )|cette |ce )$")
_COMPLEMENT = re.compile(r" (?:d[eu]|des|ou|qui|que|a venir) |s| d'")


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


@rule(r"nouvelle annee(?!\w)", ["nouvelle"])
def new_year(match: re.Match[str], source: Source) -> Found | None:
    """Read « la nouvelle année »."""
    start, said = article(source, match.start())
    return make(start, match.end(), Point(unit="year"), place="near") if said == "la" else None


_EACH = rf"(?:chaque|tou[ts]e?s? les?(?: (?P<count>{NUMBER}))?) (?P<unit>{UNIT}|matins?|soirs?|apres-midis?|etes?|hivers?)(?!\w)"


@rule(_EACH, ["chaque", "tous", "toutes"])
def each_unit(match: re.Match[str], source: Source) -> Found | None:
    """Read « chaque année », « tous les deux mois », « tous les matins »."""
    unit = match["unit"]
    number = parse_number(match["count"]) if match["count"] else None
    if unit not in PERIOD_OF:
        value = "P1Y" if unit.startswith(("ete", "hiver")) else "P1D"
        return make(match.start(), match.end(), Symbol(value=value))
    count = str(number.value) if number and number.value is not None else "1"
    return make(match.start(), match.end(), Symbol(value=Period(count=count, unit=PERIOD_OF[unit]).timex()))


@rule(
    r"chaque (?P<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: (?:matin|soir|apres-midi))?(?!\w)",
    ["chaque"],
)
def each_weekday(match: re.Match[str], source: Source) -> Found:
    """Read « chaque lundi »."""
    number = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"].index(match["weekday"]) + 1
    return make(match.start(), match.end(), Symbol(value=f"XXXX-WXX-{number}"))


@rule(
    r"toute? (?P<what>l'annee|le mois|la journee|la nuit|la semaine|l'ete|l'hiver)(?! derniere| prochaine| [0-9])(?!\w)",
    ["toute", "tout"],
)
def whole_unit(match: re.Match[str], source: Source) -> Found:
    """Read « toute l'année », « toute la journée »: how long."""
    word = match["what"].split("'")[-1].split(" ")[-1]
    unit = PERIOD_OF.get(word, "month" if word in ("ete", "hiver") else "day")
    count = "3" if word in ("ete", "hiver") else "1"
    return make(match.start(), match.end(), Period(count=count, unit=unit))


@rule(rf"par (?P<unit>{one_of(u for u in UNIT_OF if UNIT_OF[u])})(?!\w)", ["par"])
def per_unit(match: re.Match[str], source: Source) -> Found:
    """Read the unit of « deux fois par semaine », « 5 milliards par semestre »."""
    return make(
        match.start("unit"), match.end(), Symbol(value=Period(count="1", unit=PERIOD_OF[match["unit"]]).timex())
    )


_RECURRENCES = column("recurrences", "word", "value")


def _forms(word: str) -> list[str]:
    """Return the forms of a recurrence: its feminine and its plurals.

    >>> _forms("quotidien")
    ['quotidien', 'quotidienne', 'quotidiens', 'quotidiennes']
    """
    if word.endswith("ment"):
        return [word]
    feminine = word if word.endswith("e") else word + "e"
    for ending, longer in (("ier", "iere"), ("el", "elle"), ("en", "enne")):
        if word.endswith(ending):
            feminine = word.removesuffix(ending) + longer
    plural = re.sub(r"al$", "aux", word) if word.endswith("al") else word + "s"
    return list(dict.fromkeys([word, feminine, plural, feminine + "s"]))


_RECURRING = {form: value for word, value in _RECURRENCES.items() for form in _forms(word)}
_DETERMINERS = re.compile(
    r"(?<!\w)(?:presse|journaux|seule?s?|\w+aux|le|la|les|l'|un|une|des|du|ce|cet|cette|ces|son|sa|ses|leur|leurs|au|aux|notre|nos|de|d'|grand|grands|celebre|plusieurs|deux|trois|et|ou|[0-9]+) ?$|^$|[«\"(,.:;\n] ?$"
)


@rule(rf"(?P<word>{one_of(_RECURRING)})(?![\w-])", _RECURRING)
def recurring(match: re.Match[str], source: Source) -> Found | None:
    """Read « le dîner annuel », « sa visite quotidienne »; « le quotidien » is a newspaper."""
    if not match["word"].endswith("ment") and _DETERMINERS.search(source.before(match.start(), 12)):
        return None
    if source.raw[match.start()].isupper():
        return None
    return make(match.start(), match.end(), Symbol(value=_RECURRING[match["word"]]))


_VAGUE = {fold(row["expression"]): row["value"] for row in load("vague_times")}


@rule(rf"(?P<word>{one_of(_VAGUE)})(?![\w'-])", _VAGUE)
def vague(match: re.Match[str], source: Source) -> Found | None:
    """Read « désormais », « actuellement », « récemment »: present, past, future and no more."""
    return make(match.start(), match.end(), Symbol(value=_VAGUE[match["word"]]))


_TERMS = one_of(w for w, p in PERIOD_OF.items() if p in ("five_years", "seven_years"))


@rule(rf"(?P<word>{_TERMS})(?!\w)", [w for w, p in PERIOD_OF.items() if p in ("five_years", "seven_years")])
def term_of_office(match: re.Match[str], source: Source) -> Found | None:
    """Read « un quinquennat »: five years."""
    if source.before(match.start(), 12).endswith(
        (" du ", " son ", " ce ", " le ", " dernier ", " premier ", " second ")
    ):
        return None
    return make(match.start(), match.end(), Period(count="1", unit=PERIOD_OF[match["word"]]))
