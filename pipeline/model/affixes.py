"""The regular expressions by which spaCy's tokenizer cuts a chunk, asked only where they can match.

Each is a long alternation that is tried at every character of every new chunk: most of what a new chunk costs. But a
word of letters alone has no prefix, suffix or infix; a chunk that ends in a letter has a suffix only after a digit or
a hyphen (« 5km », « dit-il »); an address holds a full stop. Where that does not settle it, spaCy's own is asked.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from pipeline.model.token_match import TokenMatch

# A suffix of letters stands after one of these.
_BEFORE_LETTERS = re.compile(r"[\d–—‐‑-]")

Asked = Callable[[str], Any]


class Pattern:
    """Stands for a method of a compiled expression; it has its ``pattern``, which is asked for to save a tokenizer."""

    def __init__(self, asked: Any) -> None:
        """Stand for the bound method ``asked``."""
        self.asked: Asked = asked
        self.compiled: re.Pattern[str] = asked.__self__
        self.pattern: str = self.compiled.pattern


class Prefix(Pattern):
    """What stands before the word: « ( », « « ». It looks at the head of the chunk alone."""

    def search(self, chunk: str) -> re.Match[str] | None:
        """Return the prefix of a chunk."""
        return None if chunk.isalpha() else self.compiled.match(chunk)


class Suffix(Pattern):
    """What stands after the word: « , », « » », the « km » of « 5km », the « -il » of « dit-il »."""

    def search(self, chunk: str) -> re.Match[str] | None:
        """Return the suffix of a chunk."""
        if chunk[-1:].isalpha() and not _BEFORE_LETTERS.search(chunk):
            return None
        found: re.Match[str] | None = self.asked(chunk)
        return found


class Infix(Pattern):
    """Where a chunk is cut within: after the apostrophe of « l'école »."""

    def finditer(self, chunk: str) -> Iterable[re.Match[str]]:
        """Return the places where a chunk is cut."""
        found: Iterable[re.Match[str]] = () if chunk.isalpha() else self.asked(chunk)
        return found


class Address(Pattern):
    """An address of the web."""

    def match(self, chunk: str) -> re.Match[str] | None:
        """Return the match of a chunk that is an address."""
        found: re.Match[str] | None = self.asked(chunk) if "." in chunk else None
        return found


def quicken_affixes(tokenizer: Any) -> None:
    """Lay these over the expressions of a tokenizer of spaCy."""
    rules = tokenizer.rules
    # Else the special cases would be read anew after each of these.
    tokenizer.rules = {}
    tokenizer.prefix_search = Prefix(tokenizer.prefix_search).search
    tokenizer.suffix_search = Suffix(tokenizer.suffix_search).search
    tokenizer.infix_finditer = Infix(tokenizer.infix_finditer).finditer
    if not isinstance(tokenizer.token_match.__self__, TokenMatch):  # spaCy's French was imported before glaneur
        tokenizer.token_match = TokenMatch(tokenizer.token_match.__self__.pattern).match
    tokenizer.url_match = Address(tokenizer.url_match).match
    tokenizer.rules = rules
