"""Word lists as fragments of regular expressions for folded text."""

import re
from collections.abc import Iterable

from pipeline.language.lists import load
from pipeline.language.typography import fold


def one_of(words: Iterable[str]) -> str:
    """Return an alternation of words, the longest first."""
    return "(?:" + "|".join(sorted({re.escape(w) for w in words}, key=lambda w: (-len(w), w))) + ")"


def column(name: str, key: str, value: str) -> dict[str, str]:
    """Return two columns of a list as a dictionary, its keys folded."""
    return {fold(row[key]): row[value] for row in load(name) if row[key]}
