"""The nationalities, inhabitants, peoples."""

from functools import cache

from pipeline.resources import load
from pipeline.resources.inflection import inflect


@cache
def demonyms() -> frozenset[str]:
    """Return the nationalities and inhabitants in all their forms, in lower case.

    >>> "sénégalaises" in demonyms()
    True
    """
    return frozenset(f for row in load("demonyms") for f in inflect(row["masculine"], row["feminine"]))
