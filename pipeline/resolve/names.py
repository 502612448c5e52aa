"""From each mention of an article to the full name of what it names."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.resolve.organisations import organisation_names
from pipeline.resolve.persons import person_names
from pipeline.resources import load
from pipeline.values.names import Name, fold


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
    known = countries()
    found = {}
    for at, name in enumerate(names):
        if name.label == "LOC":
            country = known.get(fold(text[name.start : name.end]))
            if country:
                found[at] = country[1]
    return found


@cache
def countries() -> dict[str, tuple[str, str]]:
    """Return the ISO 3166 code and the usual name of each country, by folded form.

    >>> countries()["rdc"]
    ('CD', 'République démocratique du Congo')
    """
    return {fold(row["form"]): (row["iso"], row["name"]) for row in load("countries")}


def _one_line(surface: str) -> str:
    return re.sub(r"\s+", " ", surface)
