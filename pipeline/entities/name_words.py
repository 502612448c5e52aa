"""The small words that the rules of names read, by use."""

import re
from functools import cache

from pipeline.language.lists import load


@cache
def name_words(use: str) -> frozenset[str]:
    """Return the words of one use.

    >>> "von" in name_words("particle")
    True
    """
    return frozenset(row["word"] for row in load("entities/name_words") if row["use"] == use)


def one_of(use: str) -> str:
    """Return an alternation of the words of one use, the longest first.

    >>> one_of("closing")[:15]
    'dans|pour|aux|d'
    """
    return "|".join(sorted(map(re.escape, name_words(use)), key=lambda word: (-len(word), word)))
