"""Given names and their gender."""

from functools import cache

from pipeline.entities.spelling import fold
from pipeline.language.lists import load


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
