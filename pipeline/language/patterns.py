"""Word lists as fragments of regular expressions for folded text."""

import re
from collections.abc import Iterable

from pipeline.language.lists import load
from pipeline.language.typography import fold


def one_of(words: Iterable[str]) -> str:
    """Return an alternation of words, the longest that fits first.

    Beginnings that words share are said once: so it is compiled in a third of the time, and soon refused where none
    fits.

    >>> one_of(["euro", "euros", "dollar", "dinar"])
    '(?:d(?:inar|ollar)|euro(?:s|))'
    """
    return f"(?:{'|'.join(_ways(set(words)))})"


def _ways(words: set[str]) -> list[str]:
    """Return the alternatives of words by their first letter; that the word ends here is the last one."""
    tails: dict[str, set[str]] = {}
    for word in sorted(words - {""}):
        tails.setdefault(word[0], set()).add(word[1:])
    ways = []
    for letter, rest in tails.items():
        further = _ways(rest)
        ways.append(re.escape(letter) + (further[0] if len(further) == 1 else f"(?:{'|'.join(further)})"))
    return [*ways, ""] if "" in words else ways


def column(name: str, key: str, value: str) -> dict[str, str]:
    """Return two columns of a list as a dictionary, its keys folded."""
    return {fold(row[key]): row[value] for row in load(name) if row[key]}
