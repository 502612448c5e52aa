"""What the lists know: organisations and their short names, countries, peoples, given names."""

import re
from functools import cache, lru_cache

from pipeline.entities.spelling import fold
from pipeline.language.inflection import inflect
from pipeline.language.lists import load

_ARTICLE = re.compile(r"^(?:les? |la |l')")


@cache
def acronyms() -> dict[str, str]:
    """Return the usual full name of each short name, as written.

    >>> acronyms()["ONU"]
    'Nations unies'
    """
    return {row["short"]: row["name"] for row in load("entities/acronyms")}


@cache
def full_forms() -> frozenset[str]:
    """Return the full names, folded."""
    return frozenset(fold(row["name"]) for row in load("entities/acronyms"))


@cache
def acronym_countries() -> dict[str, str]:
    """Return the country (ISO 3166) of the short names that mean something else elsewhere.

    >>> acronym_countries()["CNES"], "ONU" in acronym_countries()
    ('FR', False)
    """
    return {row["short"]: row["country"] for row in load("entities/acronyms") if row["country"]}


@cache
def countries() -> dict[str, tuple[str, str]]:
    """Return the ISO 3166 code and the usual name of each country, by folded form.

    >>> countries()["rdc"]
    ('CD', 'République démocratique du Congo')
    """
    return {fold(row["form"]): (row["iso"], row["name"]) for row in load("entities/countries")}


@cache
def demonyms() -> frozenset[str]:
    """Return the nationalities and inhabitants in all their forms, in lower case.

    >>> "sénégalaises" in demonyms()
    True
    """
    return frozenset(f for row in load("entities/demonyms") for f in inflect(row["masculine"], row["feminine"]))


@cache
def given_names() -> dict[str, str]:
    """Return the gender (m, f, or empty for both) of each given name, folded."""
    found: dict[str, str] = {}
    for row in load("entities/given_names"):
        key = fold(row["name"])
        found[key] = row["gender"] if found.get(key, row["gender"]) == row["gender"] else ""
    return found


def is_given(word: str) -> bool:
    """Tell whether a word is a given name, or a compound of one (« Marie-Laure »).

    >>> is_given("Marie-Laure"), is_given("Marie"), is_given("Bloomberg")
    (True, True, False)
    """
    return fold(word).partition(" ")[0] in given_names()


@lru_cache(maxsize=65536)
def bare(key: str) -> str:
    """Return a folded name without its leading article.

    >>> bare("le monde")
    'monde'
    """
    return _ARTICLE.sub("", key)
