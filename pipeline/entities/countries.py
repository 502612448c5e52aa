"""The countries: their ISO code and usual name."""

from functools import cache

from pipeline.entities.spelling import fold
from pipeline.language.lists import load


@cache
def countries() -> dict[str, tuple[str, str]]:
    """Return the ISO 3166 code and the usual name of each country, by folded form.

    >>> countries()["rdc"]
    ('CD', 'République démocratique du Congo')
    """
    return {fold(row["form"]): (row["iso"], row["name"]) for row in load("entities/countries")}
