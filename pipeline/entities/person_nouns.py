"""The nouns that persons are called by: functions, trades, relations; and the phrases that they head."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from pipeline.entities.gazetteer import demonyms
from pipeline.entities.spelling import name_words
from pipeline.language.lists import load

TOKEN = re.compile(r"\w[\w-]*'(?=\w)|\w[\w-]*|[^\w\s]")
_ADJECTIVE = re.compile(
    r"[a-zà-ÿ-]+(?:al|ale|aux|ales|iques?|ics?|en|enne|ens|ennes|ains?|aines?|ifs?|ives?|ois|oises?|ais|aises?|istes?"
    r"|nies?|ières?|iers?|aires?|és?|ées?|ins?|ines?|antes?|ants?|entes|andes?|ands?|euses?|eux|eure?s?)"
)
_INFINITIVE = re.compile(r"[a-zà-ÿ]+(?:(?<!i)er|ir|oir|dre|tre)")
State = Literal["noun", "link", "and"]  # what the last word of a description was
_LONGEST_BRACKET = 4  # tokens of « (LR) », « (PS, Gironde) »


class Noun(NamedTuple):
    """A noun of person in one of its forms: its gender (empty for both), and its singular if it is a plural.

    ``function`` tells an office or a trade from what somebody is to others (« victime », « voisin »); ``field`` is
    that of the trades which nobody unites with one of another field (« sport », « politics »).
    """

    gender: str
    function: bool
    field: str = ""
    singular: str = ""


@cache
def person_nouns() -> dict[str, Noun]:
    """Return the nouns of person by form, in lower case.

    >>> nouns = person_nouns()
    >>> nouns["directrice"].gender, nouns["juge"].gender, nouns["ministres"].singular, nouns["voisin"].function
    ('f', '', 'ministre', False)
    """
    found: dict[str, Noun] = {}
    for row in (*load("entities/roles"), *load("entities/person_nouns")):
        masculine, feminine = row["masculine"].lower(), row["feminine"].lower()
        both, function = masculine == feminine, row.get("kind", "relation") != "relation"
        found.setdefault(masculine, Noun("" if both else "m", function, row.get("field", "")))
        found.setdefault(feminine, Noun("" if both else "f", function, row.get("field", "")))
    for form, noun in list(found.items()):
        plural = form if form.endswith(("s", "x")) else form + "s"
        found.setdefault(plural, noun._replace(singular=form))
    return found


def noun_of(word: str) -> Noun | None:
    """Return what a word says of a person: « ex-ministre » and « chef-opérateur » by the noun in them.

    >>> noun_of("ex-ministre") == noun_of("ministre"), noun_of("Altis")
    (True, None)
    """
    key = word.lower().removeprefix("ex-")
    if found := person_nouns().get(key):
        return found
    first, hyphen, _ = key.partition("-")
    return person_nouns().get(first) if hyphen and word[:1].islower() else None


def holds_office(text: str, at: int, last: str) -> bool:
    """Tell whether the person named after a body, which begins at ``at`` and ends in ``last``, holds an office in it.

    >>> text = "le président de la fédération Anne Vial, le directeur de l'institut Louis Morel"
    >>> holds_office(text, 19, "fédération"), holds_office(text, 60, "institut"), holds_office("la ligue", 3, "ligue")
    (True, False, False)
    """
    led = _OFFICE_OF.search(text, max(0, at - 60), at)
    return bool(led and any(map(noun_of, led["words"].split()))) and last.lower() not in name_words("named_after")


_OFFICE_OF = re.compile(r"(?P<words>(?:[\w-]+ ){1,3})(?:du |de la |de l'|d'|de )$")


def reach(tokens: Sequence[str], at: int) -> int:
    """Return the token after the description whose noun ends at ``at``: its adjectives, complements, names.

    >>> tokens = TOKEN.findall("maire de Lyon et présidente de l'agence salue Paul")
    >>> tokens[reach(tokens, 1) :]
    ['salue', 'Paul']
    """
    state: State = "noun"
    end = i = at
    while i < len(tokens):
        step = _STEPS[state](tokens, i)
        if step is None:
            break
        state, i = step
        if state == "noun":
            end = i
    return end


def _after_noun(tokens: Sequence[str], i: int) -> tuple[State, int] | None:
    """« maire » goes on with « de », « adjoint », « (LR) », « LR », « et »."""
    word = tokens[i]
    low = word.lower()
    if low in name_words("role_link"):
        return "link", i + 1
    if low in name_words("verb_or_noun") and tokens[i + 1 : i + 2] and tokens[i + 1][:1].isupper():
        return None  # « le conseiller régional représentant Anne Vial »
    if low in ("et", "ou", "&"):
        return "and", i + 1
    if word == "." and i + 1 < len(tokens) and len(tokens[i - 1]) == 1:
        initial = tokens[i - 2][:1].isupper() or tokens[i - 1] == "M"
        return ("noun", i + 1) if initial else None  # « analyste de Sanford C. Bernstein », « avocat de M. Roux »
    if word == "(":
        close = next((j for j in range(i + 1, min(i + 1 + _LONGEST_BRACKET, len(tokens))) if tokens[j] == ")"), 0)
        return ("noun", close + 1) if close else None
    return ("noun", i + 1) if _is_nominal(word) else None


def _after_link(tokens: Sequence[str], i: int) -> tuple[State, int] | None:
    """« maire de » goes on with « la », « Lyon », « communes »; never with a verb."""
    word = tokens[i]
    low = word.lower()
    if any(low in name_words(use) for use in ("determiner", "role_link", "prenominal")):
        return "link", i + 1
    if not word[0].isalnum() or low in name_words("role_never") or tokens[i + 1 : i + 2] == ["ans"]:
        return None
    bare = tokens[i - 1].lower() in ("pour", "à")
    return None if bare and _INFINITIVE.fullmatch(word) else ("noun", i + 1)


def _after_and(tokens: Sequence[str], i: int) -> tuple[State, int] | None:
    """« maire de Lyon et » goes on with « de », « président », « Grigny »; « sa femme » is somebody else."""
    word = tokens[i]
    if word.lower() in name_words("role_link"):
        return "link", i + 1
    return ("noun", i + 1) if noun_of(word) or _is_nominal(word) else None


_STEPS = {"noun": _after_noun, "link": _after_link, "and": _after_and}


def _is_nominal(word: str) -> bool:
    """Tell a name, a number, an adjective or a noun of person, which follow a noun without a link."""
    low = word.lower()
    if word[0].isupper() or word[0].isdigit() or low in name_words("adjective"):
        return True
    if low in name_words("no_adjective") or low in name_words("role_never"):
        return False
    return bool(_ADJECTIVE.fullmatch(word)) or noun_of(word) is not None or low in demonyms()
