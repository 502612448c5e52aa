"""The role that the words around a person give: « PDG d'OpenAI »."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.entities.gazetteer import demonyms
from pipeline.entities.spelling import name_words
from pipeline.language.lists import load
from pipeline.records import Name

_LONGEST = 80
_AFTER = re.compile(
    r",? ?[,(] ?(?:(?:le|la|l'|un|une|son|sa|actuel|actuelle|ancien|ancienne|nouveau|nouvelle) ?)*(?P<word>[\w-]+)"
)
_DESCRIBED = re.compile(
    r"(?:^|[.;:!?«»\"(,\n] ?|\b(?:que|et|dit|selon|par) )(?:le |la |l'|un |une |son |sa |leur )"
    r"(?P<role>(?:premier |première )?(?P<word>[\w-]+)[^,;:.!?()«»\"\n]*)$",
    re.I,
)
_STOP = re.compile(
    r"[,;:.!?()«»\"\n]"
    r"| (?:qui|que|dont|et (?:le|la|les|un|une|sa|son)|a|ont|est|sont|était|avait|depuis|lors|après|mais|où) "
)


def roles_of(text: str, names: Sequence[Name]) -> list[str]:
    """Return the role given to each name at that place, empty if none.

    >>> text = "Sam Altman, PDG d'OpenAI, reçoit la ministre Anne Vial."
    >>> roles_of(text, [Name(0, 10, "PER"), Name(18, 24, "ORG"), Name(45, 54, "PER")])
    ["PDG d'OpenAI", '', 'ministre']
    >>> roles_of("son directeur général Luc Roy", [Name(22, 29, "PER")])
    ['directeur général']
    >>> roles_of("la championne en titre l'Américaine Ana Roy", [Name(36, 43, "PER")])
    ['championne en titre']
    """
    persons = [name for name in names if name.label == "PER"]
    roles: dict[Name, str] = {}
    for at, name in enumerate(persons):
        low = persons[at - 1].end if at else 0
        high = persons[at + 1].start if at + 1 < len(persons) else len(text)
        roles[name] = _clean(_after(text, name.end, high)) or _clean(_before(text, low, name.start))
    return [roles.get(name, "") for name in names]


def _after(text: str, end: int, high: int) -> str:
    """Return the apposition after a name: « , PDG d'OpenAI, »."""
    found = _AFTER.match(text, end, min(high, end + _LONGEST))
    if not found or found["word"].lower() not in _roles():
        return ""
    stop = _STOP.search(text, found.end("word"), found.start("word") + _LONGEST)
    return text[found.start("word") : stop.start()] if stop and stop.start() <= high else ""


def _before(text: str, low: int, start: int) -> str:
    """Return the noun phrase of function that ends at a name: « le ministre de l'Intérieur »."""
    if text[start - 2 : start] == ", ":
        found = _DESCRIBED.search(text, max(low, start - _LONGEST), start - 2)
        return found["role"] if found and found["word"].lower() in _roles() else ""
    if text[start - 1 : start] != " ":
        return ""
    words = text[max(low, start - _LONGEST) : start - 1].split(" ")
    for at in range(len(words) - 1, max(-1, len(words) - 8), -1):
        word = words[at].rsplit("'", 1)[-1]
        if _STOP.search(words[at]) or "\n" in word:
            return ""
        if word.lower() in _roles():
            while at and words[at - 1].rsplit("'", 1)[-1].lower() in _roles():
                at -= 1
                word = words[at].rsplit("'", 1)[-1]
            first = words[at - 1 : at] if at and words[at - 1].lower() in ("premier", "première") else []
            return " ".join([*first, word, *words[at + 1 :]])
    return ""


def _clean(role: str) -> str:
    """Return a role as written on one line, or nothing where it breaks off or holds a verb."""
    words = role.split()
    while words and _is_people(words[-1]):
        words = words[: -2 if words[-2:-1] in (["le"], ["la"]) else -1]
    if not words or words[-1].lower() in name_words("role_open") or not name_words("role_verb").isdisjoint(words):
        return ""
    return " ".join(words)


def _is_people(word: str) -> bool:
    """Tell whether a word is the inhabitant that stands between a role and a name (« l'Américaine »)."""
    word = word.rsplit("'", 1)[-1]
    return word[:1].isupper() and word.lower() in demonyms()


@cache
def _roles() -> frozenset[str]:
    """Return the nouns that say what somebody is, singular, in lower case."""
    rows = [row for row in load("entities/roles") if row["kind"] != "relation"]
    return frozenset(row[k].lower() for row in rows for k in ("masculine", "feminine"))
