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


def standing(words: Iterable[str], before: str = r"\w") -> str:
    """Return an alternation of words before which nothing of a class stands, as ``(?<!before)(?:words)`` does.

    Their first character is looked for alone, then what stands before it: several times as quick over a text, most
    of whose characters begin none of them. Neither form of a letter is asked for; ``words`` may hold both.

    >>> bool(re.search(standing(["avec", "chez"]), "venu avec lui")), bool(re.search(standing(["avec"]), "travec"))
    (True, False)
    """
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[0], set()).add(word[1:])
    initials = re.escape("".join(sorted(tails)))
    ways = (f"(?<={re.escape(initial)}){one_of(rest)}" for initial, rest in sorted(tails.items()))
    return f"[{initials}](?<!{before}.)(?:{'|'.join(ways)})"


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
