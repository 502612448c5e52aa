"""The role that the words around a person give: « PDG d'OpenAI »."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extractors.entities.kinds import role_words
from pipeline.values.names import Name

_LONGEST = 80
_AFTER = re.compile(
    r",? ?[,(] ?(?:(?:le|la|l'|un|une|son|sa|actuel|actuelle|ancien|ancienne|nouveau|nouvelle) ?)*(?P<word>[\w-]+)"
)
_STOP = re.compile(
    r"[,;:.!?()«»\"\n]| (?:qui|que|dont|et (?:le|la|les|un|une|sa|son)|a|ont|est|sont|était|avait|depuis|lors|après|mais|où) "
)


def roles_of(text: str, names: Sequence[Name]) -> list[str]:
    """Return the role given to each name at that place, empty if none.

    >>> text = "Sam Altman, PDG d'OpenAI, reçoit la ministre Anne Vial."
    >>> roles_of(text, [Name(0, 10, "PER"), Name(18, 24, "ORG"), Name(45, 54, "PER")])
    ["PDG d'OpenAI", '', 'ministre']
    """
    return [role_at(text, name) if name.label == "PER" else "" for name in names]


def role_at(text: str, name: Name) -> str:
    """Return the apposition after a name or the title before it."""
    found = _AFTER.match(text, name.end, name.end + _LONGEST)
    if found and found["word"].lower() in role_words() | _upper_roles():
        end = _STOP.search(text, found.end("word"), found.start("word") + _LONGEST)
        if end:
            return " ".join(text[found.start("word") : end.start()].split())
    return _title(text, name.start)


def _title(text: str, start: int) -> str:
    """Return the noun phrase of function that ends at ``start``."""
    before = text[max(0, start - _LONGEST) : start]
    words = before.split(" ")
    if len(words) < 2 or words[-1]:
        return ""
    for at in range(len(words) - 2, max(-1, len(words) - 9), -1):
        word = words[at].rsplit("'", 1)[-1]
        if _STOP.search(words[at]) or not word:
            return ""
        if word.lower() in role_words() | _upper_roles():
            role = " ".join([word, *words[at + 1 : -1]])
            return (
                role
                if at == len(words) - 2 or re.match(r"(?:de|du|des|d'|général|adjoint|[a-zà-ÿ]+)", words[at + 1])
                else ""
            )
    return ""


@cache
def _upper_roles() -> frozenset[str]:
    return frozenset(word.lower() for word in role_words())
