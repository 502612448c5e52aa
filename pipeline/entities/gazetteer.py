"""The well-known acronyms and short names of organisations, and what they stand for."""

from functools import cache

from pipeline.entities.spelling import fold
from pipeline.language.lists import load


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
