"""Rules of what recurs and of what is vague: « chaque mois », « tous les deux ans », « annuel », « désormais »."""

import re

from pipeline.dates.calendar import Period, Symbol
from pipeline.dates.rules import DIGIT, Source, make, rule
from pipeline.dates.words import NUMBER, PERIOD_OF, UNIT, UNIT_OF, WEEKDAYS, Found
from pipeline.language.lists import load
from pipeline.language.numbers import parse_number
from pipeline.language.patterns import column, one_of
from pipeline.language.typography import fold

_EACH = (
    rf"(?:chaque|tou[ts]e?s? les?(?: (?P<count>{NUMBER}))?) (?P<unit>{UNIT}|matins?|soirs?|apres-midis?|"
    rf"etes?|hivers?)(?!\w)"
)


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
    rf"(?P<count>{NUMBER}) ?(?P<unit>{UNIT}|h|j)(?: sur |/)(?P<total>{NUMBER})(?![\w-]|[.,][0-9]| ?%| [a-z]+s\b)"
    rf"(?: (?P<again>{UNIT}))?",
    [DIGIT, *(row["word"] for row in load("language/numbers") if row["kind"] == "cardinal")],
)
def one_out_of(match: re.Match[str], source: Source) -> Found | None:
    """Read « un jour sur deux », « 24 heures sur 24 », « 7 j/7 »: what comes back in each turn of so many."""
    count, total = (parse_number(match[group]) for group in ("count", "total"))
    if count is None or total is None or count.value is None or total.value is None or count.value > total.value:
        return None
    unit = {"h": "hour", "j": "day"}.get(match["unit"]) or PERIOD_OF[match["unit"]]
    turn = "1" if count.value == total.value else str(total.value)
    return make(match.start(), match.end(), Symbol(value=Period(count=turn, unit=unit).timex()))


@rule(
    rf"chaque (?P<weekday>{one_of(WEEKDAYS)})(?: (?:matin|soir|apres-midi))?(?!\w)",
    ["chaque"],
)
def each_weekday(match: re.Match[str], source: Source) -> Found:
    """Read « chaque lundi »."""
    return make(match.start(), match.end(), Symbol(value=f"XXXX-WXX-{WEEKDAYS[match['weekday']]}"))


@rule(
    r"toute? (?P<what>l'annee|le mois|la journee|la nuit|la semaine|l'ete|l'hiver)(?! derniere| prochaine| "
    r"[0-9])(?!\w)",
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


_RECURRENCES = column("dates/recurrences", "word", "value")


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
    r"(?<!\w)(?:presse|journaux|seule?s?|\w+aux|le|la|les|l'|un|une|des|du|ce|cet|cette|ces|son|sa|ses|leur|"
    r"leurs|au|aux|notre|nos|de|d'|grand|grands|celebre|plusieurs|deux|trois|et|ou|[0-9]+) ?$|^$|"
    r"[«\"(,.:;\n] ?$"
)


@rule(rf"(?P<word>{one_of(_RECURRING)})(?![\w-])", _RECURRING)
def recurring(match: re.Match[str], source: Source) -> Found | None:
    """Read « le dîner annuel », « sa visite quotidienne »; « le quotidien » is a newspaper."""
    if not match["word"].endswith("ment") and _DETERMINERS.search(source.before(match.start(), 12)):
        return None
    if source.raw[match.start()].isupper():
        return None
    return make(match.start(), match.end(), Symbol(value=_RECURRING[match["word"]]))


_VAGUE = {fold(row["expression"]): row["value"] for row in load("dates/vague_times")}


@rule(rf"(?P<word>{one_of(_VAGUE)})(?![\w'-])", _VAGUE)
def vague(match: re.Match[str], source: Source) -> Found | None:
    """Read « désormais », « actuellement », « récemment »: present, past, future and no more."""
    return make(match.start(), match.end(), Symbol(value=_VAGUE[match["word"]]))
