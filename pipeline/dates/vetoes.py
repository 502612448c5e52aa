"""What looks like a date and is none: counts, ages, product names, sentences of prison."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.dates.rules import Source
from pipeline.language.lists import load, words_of
from pipeline.language.patterns import one_of
from pipeline.language.typography import fold

_PRODUCTS = {fold(row["word"]) for row in load("dates/year_contexts") if row["effect"] == "product"}
_EVENTS = {fold(row["word"]) for row in load("dates/year_contexts") if row["effect"] == "event"}
_UNIT_AFTER = re.compile(
    r" ?(?:%|€|\$|°|euros?\b|dollars?\b|francs?\b|millions?\b|milliards?\b|km\b|m\b|kg\b|h\b|ha\b|m2|m²|"
    r"(?:kilo)?metres?\b|tonnes?\b|hectares?\b)"
)
_NUMBER_BEFORE = re.compile(r"[0-9][ .,/:-]$|n[o°] ?$|[-/+#@=._]$")
_HALF_BEFORE = re.compile(r"(?:mi|debut|fin)-$|(?:19|20)[0-9]{2}[/-]$")
_ROAD_BEFORE = re.compile(r"\b[ADN] ?$")
_IN_BEFORE = re.compile(r"(?<!\w)(?:en|depuis|jusqu'en) $")
_LOOSE_ENDS = (" de ", " et ", "d'", " pour ", ", ", "- ", "/", "\n", "« ")
_LAST_WORD = re.compile(r"([a-z'-]+)[ «(]*$")
_STRONG = re.compile(
    r"""(?:(?<!\w)(?:
        en | depuis | des | avant | apres | jusqu'en | vers | entre | d'avant | d'apres     # depuis 1998
        | fin | debut | mi | courant | milieu | ici | ici\ a | horizon | annee | an          # d'ici 2030
        | l'hiver | l'ete | printemps | automne | ne\ en | nee\ en                          # l'hiver 1954
    )[ -] | \()$""",
    re.VERBOSE,
)
_LIST = re.compile(r"(?:1[89]|20)[0-9]{2}(?:,| et| ou| a| puis|, puis| ou en) (?:en |de )?$")
_WEAK = re.compile(r"(?:(?<!\w)(?:de|a|pour|d'|et|que|ou)[ ]|, |; |: |^|\n|« ?|/|- )$")
_FOLLOWERS = frozenset(fold(row["word"]) for row in load("dates/function_words"))
_EVENT_NAME = re.compile(rf"(?<!\w){one_of(_EVENTS)}(?: (?:de |du |des |d'|la |le |les |l')*[\w'-]+){{0,5}} $")
_REACHING = re.compile(
    r"(?:remont\w+|posterieure?s?|anterieure?s?|rapport|anterieurement|posterieurement|jusqu|datant|ici|"
    r"retour|repousse\w*|reporte\w*) a $"
)


@dataclass(frozen=True, slots=True)
class _Digits:
    """Four digits where they stand."""

    source: Source
    start: int
    end: int

    @property
    def before(self) -> str:
        """The folded text before them."""
        return self.source.before(self.start, 32)

    @property
    def year(self) -> int:
        """The number that they write."""
        return int(self.source.folded[self.start : self.end][:4])


def year_expected(source: Source, start: int, end: int) -> bool:
    """Tell whether four digits are a year, by the words around them."""
    digits = _Digits(source, start, end)
    return next((told for clue in CLUES if (told := clue(digits)) is not None), False)


def _measures(digits: _Digits) -> bool | None:
    """« 1900 euros », « 2000 km »."""
    return False if _UNIT_AFTER.match(digits.source.after(digits.end, 24)) else None


def _is_in_a_number(digits: _Digits) -> bool | None:
    """« 3-2024 », « n° 2024 », but « mi-2024 », « 2023-2024 »."""
    return False if _NUMBER_BEFORE.search(digits.before) and not _HALF_BEFORE.search(digits.before) else None


def _is_model(digits: _Digits) -> bool | None:
    """« la Peugeot 2008 », « l'A 1900 »."""
    start, raw = digits.start, digits.source.raw
    return False if is_product(digits.source, start) or _ROAD_BEFORE.search(raw, max(0, start - 3), start) else None


def _is_led(digits: _Digits) -> bool | None:
    """« depuis 1998 », « (1998) », « 1998 et 2002 »; « avant 1500 électeurs » counts."""
    if not _STRONG.search(digits.before) and not _LIST.search(digits.before):
        return None
    return not is_count(digits.source, digits.end) or _IN_BEFORE.search(digits.before) is not None


def _is_no_year(digits: _Digits) -> bool | None:
    """Years that the press does not name by themselves, and counts: « 1 200 », « 1900 électeurs »."""
    return None if 1700 <= digits.year <= 2099 and not is_count(digits.source, digits.end) else False


def _follows_event(digits: _Digits) -> bool | None:
    """« la Coupe du monde 1998 », « remonte à 1998 »."""
    word = _LAST_WORD.search(digits.before)
    event = word is not None and re.split("[-']", word[1])[-1] in _EVENTS
    named = _EVENT_NAME.search(digits.source.before(digits.start, 60))
    return True if event or named or _REACHING.search(digits.before) else None


def _stands_loose(digits: _Digits) -> bool | None:
    """« de 1998 », « , 1998, »: what surrounds it must leave it alone."""
    before = digits.before
    if not _WEAK.search(before):
        return None
    alone = not before.strip() or (before.endswith(_LOOSE_ENDS) and _sober(digits.source, digits.start, digits.end))
    return digits.year >= 1800 and alone


def _follows_noun(digits: _Digits) -> bool | None:
    """« le printemps lyonnais 1998 » : a common noun just before."""
    head = digits.source.raw[max(0, digits.start - 24) : digits.start].split()
    spaced = _LAST_WORD.search(digits.before) is not None and digits.before.endswith(" ") and bool(head)
    return spaced and head[-1][0].islower() and head[-1][-1].isalpha() and digits.year >= 1900


# What tells a year from a number, in the order in which it is asked: the first that knows ends it.
CLUES: tuple[Callable[[_Digits], bool | None], ...] = (
    _measures, _is_in_a_number, _is_model, _is_led, _is_no_year, _follows_event, _stands_loose, _follows_noun,
)  # fmt: skip


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
    r"""(?:
        \bage[es]*\b(?:\ [a-z]+)?(?:\ de|\ d'|\ entre|\ a)? | \bagee?s?\ de\ [0-9]+\ a | \bl'age\ de   # âgée de
        | \( | \ba | \bde | \bd' | \bdes | \bavec | \bentre | \bd'a\ peine | \benviron | \bjusqu'a     # homme de
        | \bavoir | \bavait | \bont | \baura | \bfeter | \bfete                                        # elle fête ses
        | \bses | \bmes | \bleurs
        | \bans\ (?:et|ou|a) | [0-9]+\ (?:a|et|ou) | [0-9]-                                            # 12 ou 13 ans
    )[ ]?$""",
    re.VERBOSE,
)
_BEFORE_LENGTH = words_of("dates/rule_words", "before_more_or_less")
_MORE_OR_LESS = re.compile(r"(?<!\w)(?P<before>\w+ |\w')?(?:moins|plus|pres) d(?:e |')$")
_AFTER_NAME = re.compile(r"(?:^|[.\n«\"] ?|, )[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)? $")
_TIME_BEFORE = re.compile(
    r"(?<!\w)(?:il y a|voici|voila|depuis|dans|pendant|durant|ici a?|en|sur|apres|pour)(?: (?:deja|pres de|"
    r"environ|plus de|moins de|quelque|au moins|a peine|presque))? ?$"
)
_PENALTY = re.compile(
    rf"(?: et demie?)? (?:(?:de |d'){one_of(words_of('dates/rule_words', 'penalty'))}|ferme|(?:avec )?sursis)"
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
    if after[:1] in (",", ")") and _AFTER_NAME.search(source.raw, max(0, start - 40), start):
        return True  # « Samy 22 ans, »
    compared = _MORE_OR_LESS.search(before)
    if compared:
        return (compared["before"] or "").strip() not in _BEFORE_LENGTH
    return _AGE_BEFORE.search(before) is not None


_STREETS = one_of(fold(row["noun"]) for row in load("dates/street_nouns"))
_ADDRESS = re.compile(rf"(?<!\w){_STREETS}s? (?:(?!les? |la |en )[a-z]+ )?(?:du |de la |des |de l'|de |d')?$")


def is_address(source: Source, start: int) -> bool:
    """Tell whether a date names a street, a school, a bridge: « rue du 8-Mai-1945 »."""
    return _ADDRESS.search(source.before(start, 40)) is not None
