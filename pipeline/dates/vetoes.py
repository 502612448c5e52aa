"""What looks like a date and is none: counts, ages, product names, sentences of prison."""

import re

from pipeline.dates.rules import Source
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.language.typography import fold

_PRODUCTS = {fold(row["word"]) for row in load("dates/year_contexts") if row["effect"] == "product"}
_EVENTS = {fold(row["word"]) for row in load("dates/year_contexts") if row["effect"] == "event"}
_LAST_WORD = re.compile(r"([a-z'-]+)[ «(]*$")
_STRONG = re.compile(
    r"(?:(?<!\w)(?:en|depuis|des|avant|apres|jusqu'en|fin|debut|mi|courant|milieu|ici|ici a|horizon|annee|an|"
    r"vers|entre|d'avant|d'apres|"
    r"l'hiver|l'ete|printemps|automne|ne en|nee en)[ -]|\()$"
)
_LIST = re.compile(r"(?:1[89]|20)[0-9]{2}(?:,| et| ou| a| puis|, puis| ou en) (?:en |de )?$")
_WEAK = re.compile(r"(?:(?<!\w)(?:de|a|pour|d'|et|que|ou)[ ]|, |; |: |^|\n|« ?|/|- )$")
_FOLLOWERS = frozenset(fold(row["word"]) for row in load("dates/function_words"))
_EVENT_NAME = re.compile(rf"(?<!\w){one_of(_EVENTS)}(?: (?:de |du |des |d'|la |le |les |l')*[\w'-]+){{0,5}} $")
_REACHING = re.compile(
    r"(?:remont\w+|posterieure?s?|anterieure?s?|rapport|anterieurement|posterieurement|jusqu|datant|ici|"
    r"retour|repousse\w*|reporte\w*) a $"
)


def year_expected(source: Source, start: int, end: int) -> bool:
    """Tell whether four digits are a year, by the words around them."""
    before, raw = source.before(start, 32), source.raw
    after = source.after(end, 24)
    if re.match(
        r" ?(?:%|€|\$|°|euros?\b|dollars?\b|francs?\b|millions?\b|milliards?\b|km\b|m\b|kg\b|h\b|ha\b|m2|m²)", after
    ):
        return False
    if re.search(r"[0-9][ .,/:-]$|n[o°] ?$|[-/+#@=._]$", before) and not re.search(
        r"(?:mi|debut|fin)-$|(?:19|20)[0-9]{2}[/-]$", before
    ):
        return False
    if is_product(source, start) or re.search(r"\b[ADN] ?$", raw[max(0, start - 3) : start]):
        return False
    if _STRONG.search(before) or _LIST.search(before):
        return not is_count(source, end) or re.search(r"(?<!\w)(?:en|depuis|jusqu'en) $", before) is not None
    year = int(source.folded[start:end][:4])
    if not 1700 <= year <= 2099 or is_count(source, end):
        return False
    word = _LAST_WORD.search(before)
    if (
        (word and re.split("[-']", word[1])[-1] in _EVENTS)
        or _EVENT_NAME.search(source.before(start, 60))
        or _REACHING.search(before)
    ):
        return True
    if _WEAK.search(before):
        return year >= 1800 and (
            not before.strip()
            or (
                before.endswith((" de ", " et ", "d'", " pour ", ", ", "- ", "/", "\n", "« "))
                and _sober(source, start, end)
            )
        )
    head = raw[max(0, start - 24) : start].split()
    return bool(
        word and before.endswith(" ") and head and head[-1][0].islower() and head[-1][-1].isalpha() and year >= 1900
    )


def _sober(source: Source, start: int, end: int) -> bool:
    """Tell whether what surrounds a year after « de », « à » or a comma leaves it alone."""
    before = source.before(start, 24)
    if re.search(
        r"\b(?:plus|moins|pres|environ|quelque|total|nombre|jusqu'a|passe|passer|altitude|metres) (?:de |d'|a )?$",
        before,
    ):
        return False
    after = source.after(end, 12)
    if before.endswith((", ", "- ", "/", "\n")) or not before.strip():
        return bool(re.match(r"[.,;:)\n]|$| :", after)) and (before.endswith((", ", "\n")) or not before.strip())
    return True


def is_count(source: Source, end: int) -> bool:
    """Tell whether a plural noun follows a number: « 1405 électeurs », « 2000 foyers »."""
    follower = re.match(r" ([a-z]+)(?!')", source.after(end, 24))
    if not follower or source.raw[end + 1].isupper():
        return False
    word = follower[1]
    return word not in _FOLLOWERS and (word.endswith(("s", "x")) or word in ("m", "km", "euro", "personne", "hab"))


def is_product(source: Source, start: int) -> bool:
    """Tell whether the name before a number makes it a model: « la Peugeot 2008 »."""
    word = _LAST_WORD.search(source.before(start, 24))
    return word is not None and word[1].split("'")[-1] in _PRODUCTS


_HEADS = one_of(fold(row["noun"]) for row in load("dates/duration_heads"))
_TERM_OF = re.compile(
    rf"\b{_HEADS}s? (?:[a-z]+ )?(?:de |d')(?:plus |moins )?(?:de |d')?(?:environ |pres de |quelque |seulement )?$"
)
_AGE_BEFORE = re.compile(
    r"(?:\bage[es]*\b(?: [a-z]+)?(?: de| d'| entre| a)?|\bagee?s? de [0-9]+ a|\bl'age de|\bdes l'age de|\(|"
    r"\ba|\bde|\bd'|\bse[s]|\bdes|\bavoir|\bfeter|\bfete|\bavait|"
    r"\bans (?:et|ou|a)|\bont|\baura|\bavec|\bentre|[0-9]+ (?:a|et|ou)|[0-9]-|\bmes|\bleurs|\bd'a peine|"
    r"\benviron|\bjusqu'a)[ ]?$"
)
_MORE_OR_LESS = re.compile(r"(?<!\w)(?P<before>\w+ |\w')?(?:moins|plus|pres) d(?:e |')$")
_TIME_BEFORE = re.compile(
    r"(?<!\w)(?:il y a|voici|voila|depuis|dans|pendant|durant|ici a?|en|sur|apres|pour)(?: (?:deja|pres de|"
    r"environ|plus de|moins de|quelque|au moins|a peine|presque))? ?$"
)
_PENALTY = re.compile(
    r"(?: et demie?)? (?:de (?:prison|reclusion|detention|camp|surete|travaux|bagne|suspension)|"
    r"d'(?:emprisonnement|ineligibilite|interdiction)|ferme|avec sursis|sursis)"
)


def is_penalty(source: Source, end: int) -> bool:
    """Tell whether a length is that of a sentence: « six mois de prison avec sursis »."""
    return _PENALTY.match(source.after(end, 24)) is not None


def is_age(source: Source, start: int, end: int) -> bool:
    """Tell whether « N ans » is an age: « , 53 ans, », « homme de 38 ans »."""
    before, after = source.before(start, 48), source.after(end, 24)
    if (
        re.match(r" (?:plus tard|apres|auparavant|plus tot|avant)\b", after)
        or _TIME_BEFORE.search(before)
        or _TERM_OF.search(before)
    ):
        return False
    if before.endswith((", ", " (", "\n(")):
        return True
    compared = _MORE_OR_LESS.search(before)
    if compared:
        return (compared["before"] or "").strip() not in (
            "depuis",
            "apres",
            "en",
            "pendant",
            "il y a",
            "a",
            "dans",
            "pour",
            "durant",
            "sur",
            "d'",
            "quelque",
        )
    return _AGE_BEFORE.search(before) is not None


_STREETS = one_of(fold(row["noun"]) for row in load("dates/street_nouns"))
_ADDRESS = re.compile(rf"(?<!\w){_STREETS}s? (?:[a-z]+ )?(?:du |de la |des |de l'|de |d')?$")


def is_address(source: Source, start: int) -> bool:
    """Tell whether a date names a street, a school, a bridge: « rue du 8-Mai-1945 »."""
    return _ADDRESS.search(source.before(start, 40)) is not None
