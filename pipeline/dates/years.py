"""Rules of the month, the quarter, the year, the decade, the century."""

import re

from pipeline.dates.calendar import Interval, Point
from pipeline.dates.days import whole_year
from pipeline.dates.nth import Nth
from pipeline.dates.ordinals import roman
from pipeline.dates.rules import DIGIT, Source, article, make, rule
from pipeline.dates.vetoes import is_address, is_count, is_product, year_expected
from pipeline.dates.words import ABBREVIATIONS, DAY, FULL_MONTH, MONTH, MONTHS, SIDE_AFTER, YEAR, Found, side
from pipeline.language.lists import load
from pipeline.language.numbers import parse_number
from pipeline.language.patterns import column, one_of

_OF_YEAR = (
    rf"(?:(?:/|,? (?:de |en )?(?:l'annee )?)(?P<year>{YEAR})|,? (?P<short>[0-9]{{2}})(?![\w%]|[ .,:/-]?[0-9]| "
    rf"[a-z]+s\b| (?:a|h|%|millions?|euros?)\b))?"
)


_DAY_BEFORE = re.compile(rf"(?<!\w){DAY}[ -]$")
_OF_THIS_YEAR = (
    rf"(?P<near> de (?:cette annee(?: (?P<said>{YEAR}))?"
    r"|l'an(?:nee)? (?:(?P<last>derniere?|passee?)|(?P<next>prochaine?|qui vient)))(?!\w))"
)


@rule(rf"(?:mois (?:de |d'))?(?P<month>{MONTH})(?:{_OF_THIS_YEAR}|{_OF_YEAR}{SIDE_AFTER})", [*MONTHS, "mois"])
def month(match: re.Match[str], source: Source) -> Found | None:
    """Read « septembre 2019 », « mois d'août », « novembre dernier », « octobre 98 », « mars de cette année »."""
    year = whole_year(match["year"] or match["short"] or match["said"] or "")
    point = Point(unit="month", year=year, number=MONTHS[match["month"]])
    start = match.start()
    if year is not None and match["short"] and match["month"] in ABBREVIATIONS:
        return None  # Jan 25: a name, or no French
    day = _DAY_BEFORE.search(source.before(start, 6))
    if day and is_address(source, start - len(day[0])):
        return None
    if match[0].startswith("mois"):
        start = article(source, start)[0]
    elif year is None and _is_a_name(match, source):
        return None
    if year is not None:
        return make(start, match.end(), point)
    if match["near"]:
        of_year = Nth(unit="month", number=MONTHS[match["month"]])
        steps = -1 if match["last"] else int(bool(match["next"]))
        return make(start, match.end(), Point(unit="year"), place="shift", steps=steps, derived=of_year)
    if match["side"]:
        place, anchor = side(match["side"])
        return make(start, match.end(), point, place=place, anchor=anchor)
    if match["month"].rstrip(".") in ABBREVIATIONS:
        return None
    return make(start, match.end(), point, place="near")


_PLANET = re.compile(r"(?:planete|sur|champ de|champs de|bruno|dieu|barre|sonde) $")
_MONTH_HYPHEN = re.compile(rf"(?:mi|{FULL_MONTH})-$")


def _is_a_name(match: re.Match[str], source: Source) -> bool:
    """Tell whether a month without a year is written as a name: the planet Mars, Avril Lavigne, M. Février."""
    before, after = source.before(match.start(), 24), source.after(match.end(), 14)
    return not match["side"] and (
        before.endswith("poisson d'")
        or (match["month"] == "mars" and _PLANET.search(before) is not None)
        or (before.endswith("-") and not _MONTH_HYPHEN.search(before))
        or (re.match(r"-[a-z]", after) is not None and not re.match(rf"-{MONTH}", after))
        or _has_capital_of_name(match, source)
    )


def _has_capital_of_name(match: re.Match[str], source: Source) -> bool:
    """Tell « Avril Lavigne », « M. Février » from « Avril a été froid » and from a headline in capitals."""
    raw, before = source.raw[match.start() : match.end()], source.before(match.start(), 24)
    if not raw[0].isupper():
        return False
    opens = not before.strip() or before.rstrip()[-1:] in ".!?:»\n("
    if opens and raw[1:].islower() and not source.after(match.end(), 2)[1:].isalpha():
        return False
    headline = re.search(r"[A-Z]{3}", source.raw[max(0, match.start() - 12) : match.start()])
    return not raw.isupper() or headline is None


_ORDINALS = {word: int(number) for word, number in column("dates/ordinals", "ordinal", "number").items()}
_UNITS = {"trimestre": "quarter", "semestre": "half"}
_QUARTER_YEAR = rf"(?:(?: de l'(?:annee|exercice)| de| en|,)? (?P<year>{YEAR}))?"


@rule(
    rf"(?P<ordinal>{one_of(_ORDINALS)}) (?P<unit>trimestre|semestre)(?!\w){_QUARTER_YEAR}{SIDE_AFTER}",
    [DIGIT, *(o for o in _ORDINALS if o[0].isalpha())],
)
def part_of_year(match: re.Match[str], source: Source) -> Found | None:
    """Read « premier trimestre 2024 », « second semestre »."""
    unit, number = _UNITS[match["unit"]], _ORDINALS[match["ordinal"]]
    start = article(source, match.start())[0]
    if number == -1:
        if not match["year"]:
            return make(start, match.end(), Point(unit=unit), place="shift", steps=-1)
        number = 4 if unit == "quarter" else 2
    if number > (4 if unit == "quarter" else 2):
        return None
    year = int(match["year"]) if match["year"] else None
    return make(
        start, match.end(), Point(unit=unit, year=year, number=number), place="near" if year is None else "fixed"
    )


@rule(rf"(?P<unit>[tsq])(?P<number>[1-4])(?: |-|/)(?P<year>{YEAR})", ["t", "s", "q"])
def short_part_of_year(match: re.Match[str], source: Source) -> Found | None:
    """Read « T1 2024 », « S2 2023 »."""
    unit = "half" if match["unit"] == "s" else "quarter"
    if not source.raw[match.start()].isupper() or (unit == "half" and match["number"] > "2"):
        return None
    return make(match.start(), match.end(), Point(unit=unit, year=int(match["year"]), number=int(match["number"])))


# « les années 1960 [et 1970] », « 1980 [à 90] », never « les années 2010 et 20 maires »
_AND_DECADE = rf"(?<=0)(?: et | a |(?P<either> ou ))(?P<decade>(?:{YEAR}|[0-9]{{2}}(?! [a-z]+s\b))(?<=0))(?![0-9])"


@rule(
    rf"annees? (?:de |scolaire |fiscale |budgetaire |universitaire |judiciaire )?(?P<year>{YEAR})(?:"
    rf"(?P<link>-|/| - )(?P<last>{YEAR}|[0-9]{{2}})(?![0-9])|{_AND_DECADE})?",
    ["annee", "annees"],
)
def named_year(match: re.Match[str], source: Source) -> Found | list[Found] | None:
    """Read « l'année 2001 », « l'année scolaire 2023-2024 », « les années 1990 », « les années 1960 et 1970 »."""
    start, year = article(source, match.start())[0], int(match["year"])
    plural = match[0].startswith("annees")
    if plural and (match["last"] or match["decade"]):
        last = _with_century(match["last"] or match["decade"], year)
        unit = "decade" if year % 10 == 0 and last % 10 == 0 else "year"
        if match["either"]:
            return [
                make(start, match.end("year"), Point(unit=unit, year=year)),
                make(*match.span("decade"), Point(unit=unit, year=last)),
            ]
        return make(start, match.end(), Interval(first=Point(unit=unit, year=year), last=Point(unit=unit, year=last)))
    if plural and year % 10 == 0:
        return make(start, match.end(), Point(unit="decade", year=year))
    if match["last"]:
        last = _with_century(match["last"], year)
        return make(start, match.end(), _school_year(match[0], year, last))
    return make(match.start("year") if plural else start, match.end("year"), Point(unit="year", year=year))


def _with_century(digits: str, first: int) -> int:
    """Return a last year that may be written with two digits: 2023-24."""
    return int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits)


def _school_year(words: str, first: int, last: int) -> Interval:
    """Return a year that straddles two: from September to August at school, from year to year else."""
    if "scolaire" in words or "universitaire" in words:
        return Interval(first=Point(unit="month", year=first, number=9), last=Point(unit="month", year=last, number=8))
    return Interval(first=Point(unit="year", year=first), last=Point(unit="year", year=last))


_TENS = one_of(
    row["word"]
    for row in load("language/numbers")
    if row["kind"] == "cardinal" and int(row["value"]) in range(20, 100, 10)
)


@rule(
    rf"annees (?P<tens>[0-9]0(?![0-9])|(?:{_TENS}s?|soixante-dix|quatre-vingts?(?:-dix)?)(?![\w-]))"
    rf"(?:(?P<link>-| et | a )(?P<more>[0-9]0)(?![0-9]))?",
    ["annees"],
)
def decade(match: re.Match[str], source: Source) -> Found:
    """Read « les années 60 », « les années soixante-dix »."""
    said = parse_number(match["tens"])
    tens = int(said.value) if said and said.value is not None else 0
    start = article(source, match.start())[0]
    first = Point(unit="decade", year=1900 + tens)
    if match["more"]:
        return make(
            start, match.end(), Interval(first=first, last=Point(unit="decade", year=1900 + int(match["more"])))
        )
    return make(start, match.end(), first)


_CENTURIES = [
    a + b + "e" for a in ("", "x", "xx") for b in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
] + ["ier"]
_BC = r"(?P<bc>,? (?:avant|av\.?) (?:j\.?[ -]?-?c\.?|notre ere|jesus-christ))?"


@rule(
    rf"(?P<number>[ivxl]{{1,6}}|[0-9]{{1,2}})(?:e|eme|er) (?P<more>(?:et|au|ou) (?P<number2>[ivxl]{{1,6}}|"
    rf"[0-9]{{1,2}})e )?siecles?(?!\w){_BC}",
    [DIGIT, *_CENTURIES],
)
def century(match: re.Match[str], source: Source) -> Found | None:
    """Read « XIXe siècle », « IVe siècle avant J.-C. »."""
    number = roman(match["number"])
    if not 0 < number < 30:
        return None
    year = -100 * number if match["bc"] else 100 * (number - 1)
    start = article(source, match.start())[0]
    if match["number2"]:
        last = Point(unit="century", year=100 * (roman(match["number2"]) - 1))
        return make(start, match.end(), Interval(first=Point(unit="century", year=year), last=last))
    return make(start, match.end(), Point(unit="century", year=year))


@rule(
    r"(?:an |annee )?(?:(?P<first>[0-9]{1,4})(?P<link> et | a | ou ))?"
    r"(?P<year>[0-9]{1,4})(?P<bc>,? (?:avant|av\.?) (?:j\.?[ -]?-?c\.?|notre ere|jesus-christ))",
    [DIGIT, "an", "annee"],
)
def year_before_christ(match: re.Match[str], source: Source) -> Found | list[Found]:
    """Read « 44 avant J.-C. », the year -43 of astronomers; « entre 80 et 60 av. J.-C. », from the one to the other."""
    start, last = article(source, match.start())[0], Point(unit="year", year=1 - int(match["year"]))
    if not match["first"] or int(match["first"]) <= int(match["year"]):
        return make(match.start("year") if match["first"] else start, match.end(), last)
    first = Point(unit="year", year=1 - int(match["first"]))
    before = source.before(match.start(), 7)
    if before.endswith("entre ") or (match["link"] == " a " and before.endswith("de ")):
        return make(start, match.end(), Interval(first=first, last=last))
    return [make(start, match.end("first"), first), make(match.start("year"), match.end(), last)]


@rule(
    rf"(?P<first>{YEAR})(?P<link>-|/| - | a | et | au )(?P<last>{YEAR}|[0-9]{{2}}(?![\w,.:%]))(?![/-][0-9]|[0-9])",
    [DIGIT],
)
def two_years(match: re.Match[str], source: Source) -> Found | list[Found] | None:
    """Read « 2020-2026 », « entre 2015 et 2018 », « de 1990 à 1995 »; « 2015 et 2016 » are two years."""
    before = source.before(match.start(), 24)
    first, last = int(match["first"]), _with_century(match["last"], int(match["first"]))
    if (len(match["last"]) == 2 and match["link"] not in "-/") or not first < last < 2150:
        return None
    if is_product(source, match.start()) or re.search(r"[0-9][-/.,]$|n[o°] ?$", before):
        return None
    if is_count(source, match.end()) and not re.search(r"\b(?:entre|en|de|saison|annees?) $", before):
        return None
    points = Point(unit="year", year=first), Point(unit="year", year=last)
    if match["link"] == " et " and not re.search(r"\bentre $", before):
        both = year_expected(source, match.start(), match.end())
        return [make(*match.span(end), p) for end, p in zip(("first", "last"), points, strict=True)] if both else None
    if match["link"] in (" a ", " au ") and not re.search(r"\b(?:de|du|des|d') ?$", before):
        return None
    return make(match.start(), match.end(), Interval(first=points[0], last=points[1]))


@rule(rf"(?P<year>{YEAR})(?![\w]|[.,:/-][0-9]| [0-9]{{3}}\b|[-'][0-9a-z]|°)", [DIGIT])
def bare_year(match: re.Match[str], source: Source) -> Found | None:
    """Read a year by itself, where its neighbours make it one: « en 1987 », « la saison 2023 », « (1954) »."""
    if not year_expected(source, match.start(), match.end()):
        return None
    return make(match.start(), match.end(), Point(unit="year", year=int(match["year"])))
