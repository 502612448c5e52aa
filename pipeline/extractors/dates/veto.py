"""What looks like a date and is none: counts, ages, product names, sentences of prison."""

import re

from pipeline.extractors.dates.rules import Source
from pipeline.values.lexicon import one_of
from pipeline.values.normalize import fold
from pipeline.resources import load

_PRODUCTS = {fold(row["word"]) for row in load("year_contexts") if row["effect"] == "product"}
_EVENTS = {fold(row["word"]) for row in load("year_contexts") if row["effect"] == "event"}
_LAST_WORD = re.compile(r"([a-z'-]+)[ «(]*$")
_STRONG = re.compile(
    r"(?:(?<!\w)(?:en|depuis|des|avant|apres|jusqu'en|fin|debut|mi|courant|milieu|ici|ici a|horizon|annee|an|vers|entre|d'avant|d'apres|"
    r"l'hiver|l'ete|printemps|automne|ne en|nee en)[ -]|\()$"
)
_LIST = re.compile(r"(?:1[89]|20)[0-9]{2}(?:,| et| ou| a| puis|, puis| ou en) (?:en |de )?$")
_WEAK = re.compile(r"(?:(?<!\w)(?:de|a|pour|d'|et|que|ou)[ ]|, |; |: |^|\n|« ?|/|- )$")
# Words after a year that are not the noun of a count.
_FOLLOWERS = frozenset(
    "a à au aux avait avec apres avant alors ainsi aussi aura car ce ces cet cette comme contre dans de depuis des dont du elle elles en encore entre est et etait "
    "etaient eu fut grace il ils jusqu jusque la le les leur lors lorsque mais mis ne ni nous notamment on ont ou par parmi pas pendant plus plusieurs "
    "pour pourtant puis puisque quand quatre que quelques qui sa sans se selon sera ses seulement si soit son sont sous sur sous tandis tous tout toutes trois un une "
    "vers via voire y deux cinq six apparait pose dernier s l d n c j qu m".split()
)


def year_expected(source: Source, start: int, end: int) -> bool:
    """Tell whether four digits are a year, by the words around them."""
    before, raw = source.before(start, 32), source.raw
    after = source.after(end, 24)
    if re.match(r" ?(?:%|€|\$|°|euros?\b|dollars?\b|francs?\b|millions?\b|milliards?\b|km\b|m\b|kg\b|h\b|ha\b|m2|m²)", after):
        return False
    if re.search(r"[0-9][ .,/:-]$|n[o°] ?$|[-/+#@=._]$|(?:rn|rd|[a-z])[ ]?(?<=\b[adn] )$", before) and not re.search(r"(?:mi|debut|fin)-$|(?:19|20)[0-9]{2}[/-]$", before):
        return False
    if is_product(source, start):
        return False
    if _STRONG.search(before) or _LIST.search(before):
        return not is_count(source, end) or re.search(r"(?<!\w)(?:en|depuis|jusqu'en) $", before) is not None
    year = int(source.folded[start:end][:4])
    if not 1700 <= year <= 2099 or is_count(source, end):
        return False
    word = _LAST_WORD.search(before)
    if word and word[1].split("-")[-1] in _EVENTS:
        return True
    if _WEAK.search(before):
        return 1800 <= year and (not before.strip() or before.endswith((" de ", " et ", "d'", " a ", ", ", "- ", "/", "\n", "« ")) and _sober(source, start, end))
    head = raw[max(0, start - 24) : start].split()
    return bool(word and before.endswith(" ") and head and head[-1][0].islower() and head[-1][-1].isalpha() and year >= 1900)


def _sober(source: Source, start: int, end: int) -> bool:
    """Tell whether what surrounds a year after « de », « à » or a comma leaves it alone."""
    before = source.before(start, 24)
    if re.search(r"\b(?:plus|moins|pres|environ|quelque|total|nombre|jusqu'a|passe|passer|altitude|metres) (?:de |d'|a )?$|\ba $", before):
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


_HEADS = one_of(fold(row["noun"]) for row in load("duration_heads"))
_TERM_OF = re.compile(rf"\b{_HEADS}s? (?:[a-z]+ )?(?:de |d')(?:plus |moins )?(?:de |d')?(?:environ |pres de |quelque |seulement )?$")
_AGE_BEFORE = re.compile(
    r"(?:\bage[es]*\b(?: [a-z]+)?(?: de| d'| entre| a)?|\bagee?s? de [0-9]+ a|\bl'age de|\bdes l'age de|\(|\ba|\bde|\bd'|\bse[s]|\bdes|\bavoir|\bfeter|\bfete|\bavait|"
    r"\bont|\baura|\bavec|\bentre|[0-9]+ (?:a|et|ou)|[0-9]-|\bmes|\bleurs|\bd'a peine|\benviron|\bjusqu'a)[ ]?$"
)
_MORE_OR_LESS = re.compile(r"(?<!\w)(?P<before>\w+ |\w')?(?:moins|plus|pres) d(?:e |')$")
_TIME_BEFORE = re.compile(r"(?<!\w)(?:il y a|voici|voila|depuis|dans|pendant|durant|ici a?|en|sur|apres|pour)(?: (?:deja|pres de|environ|plus de|moins de|quelque|au moins|a peine|presque))? ?$")
_PENALTY = re.compile(
    r"(?: et demie?)? (?:de (?:prison|reclusion|detention|camp|surete|travaux|bagne|suspension)|d'(?:emprisonnement|ineligibilite|interdiction)|ferme|avec sursis|sursis)"
)


def is_age(source: Source, start: int, end: int) -> bool:
    """Tell whether « N ans » is an age or a sentence: « , 53 ans, », « homme de 38 ans », « cinq ans de prison »."""
    before, after = source.before(start, 48), source.after(end, 24)
    if _PENALTY.match(after):
        return True
    if re.match(r" (?:plus tard|apres|auparavant|plus tot|avant)\b", after) or _TIME_BEFORE.search(before) or _TERM_OF.search(before):
        return False
    if before.endswith((", ", " (", "\n(")):
        return True
    compared = _MORE_OR_LESS.search(before)
    if compared:
        return (compared["before"] or "").strip() not in ("depuis", "apres", "en", "pendant", "il y a", "a", "dans", "pour", "durant", "sur", "d'", "quelque")
    return _AGE_BEFORE.search(before) is not None


_STREETS = one_of(fold(row["noun"]) for row in load("street_nouns"))
_ADDRESS = re.compile(rf"(?<!\w){_STREETS}s? (?:[a-z]+ )?(?:du |de la |des |de l'|de |d')?$")


def is_address(source: Source, start: int) -> bool:
    """Tell whether a date names a street, a school, a bridge: « rue du 8-Mai-1945 »."""
    return _ADDRESS.search(source.before(start, 40)) is not None
