"""The nationalities, inhabitants, peoples."""

from functools import cache

from pipeline.language.inflection import inflect
from pipeline.language.lists import load


@cache
def demonyms() -> frozenset[str]:
    """Return the nationalities and inhabitants in all their forms, in lower case.

    >>> "sénégalaises" in demonyms()
    True
    """
    return frozenset(f for row in load("entities/demonyms") for f in inflect(row["masculine"], row["feminine"]))
