"""From each mention of an article to the full name of what it names."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.entities.gazetteer import countries
from pipeline.entities.organisations import organisation_names
from pipeline.entities.persons import person_names
from pipeline.entities.spelling import fold
from pipeline.language.lists import load
from pipeline.records import Name

LONGEST_ACRONYM = 4
_CONTRACTIONS = ("du ", "au ", "des ", "aux ")


def full_names(text: str, names: Sequence[Name]) -> list[str]:
    """Return the full name of each mention, in order; ``text`` is in plain typography.

    >>> text = "Elon Musk parle. Musk quitte les Etats-Unis."
    >>> full_names(text, [Name(0, 9, "PER"), Name(17, 21, "PER"), Name(33, 43, "LOC")])
    ['Elon Musk', 'Elon Musk', 'États-Unis']
    """
    found = [_one_line(text[n.start : n.end]) for n in names]
    for resolve in (person_names, organisation_names, _place_names):
        for at, name in resolve(text, names).items():
            found[at] = name
    return found


def _place_names(text: str, names: Sequence[Name]) -> dict[int, str]:
    """Return the usual name of a country, « Le Havre » for what « du Havre » names, « Lagos » for « LAGOS »."""
    found = {}
    for at, name in enumerate(names):
        if name.label == "LOC":
            key = fold(text[name.start : name.end])
            if key in countries():
                found[at] = countries()[key][1]
            elif key in _contracted() and text[max(0, name.start - 4) : name.start].lower().endswith(_CONTRACTIONS):
                found[at] = _contracted()[key]
            elif len(key) > LONGEST_ACRONYM and text[name.start : name.end].isupper():
                found[at] = _one_line(text[name.start : name.end]).title()
    return found


@cache
def _contracted() -> dict[str, str]:
    """Return the places whose article « du », « au », « des », « aux » swallow."""
    rows = [row["name"] for row in load("entities/article_names") if row["label"] == "LOC"]
    return {fold(name.split(" ", 1)[1]): name for name in rows if name.startswith(("Le ", "Les "))}


def _one_line(surface: str) -> str:
    return re.sub(r"\s+", " ", surface)
