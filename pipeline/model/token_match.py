"""Compiles spaCy's French ``token_match`` in a tenth of a second, where spaCy takes more than two.

Which chunks with a hyphen or an apostrophe stay one word (« mi-temps », « Saint-Denis-en-Val »), spaCy says in one
regular expression of 266 alternatives, each of which spells out the same class of some ten thousand characters anew:
1.45 million characters. Here the alternatives that end alike share that end, and those that begin with the same class
share that beginning, so the class is read a few times only. Every alternative is bound to both ends of the chunk, so
their order does not tell whether it matches. And each names the five hyphens two hundred times, a set that is slow to
compile: here they are one, in the pattern and in the chunk.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER

# No other pattern of spaCy is as long.
LONG = 500_000
# What stands for the two classes while the pattern is taken apart; no pattern holds these characters.
_SHORT = {ALPHA_LOWER: "\ue000", ALPHA: "\ue001"}
_CLASS = re.compile(r"\[[^\]\ue000\ue001]*[\ue000\ue001][^\]]*\][+*]?")
_FLAGS, _OPEN, _BETWEEN, _CLOSE = "(?iu)", "(?:^", "$)|(?:^", "$)"
# Every alternative asks for a hyphen or an apostrophe.
_HYPHENS, _APOSTROPHES = "[-–—‐‑]", "['’]"
_MARK = re.compile(f"{_HYPHENS}|{_APOSTROPHES}")
# A hyphen that stands for itself alone: outside the sets of characters, which hold all five or are those of letters.
_LONE_HYPHEN = re.compile(r"[-–—‐‑](?![^\[]*\])")
_ONE_HYPHEN = str.maketrans(dict.fromkeys("–—‐‑", "-"))


class TokenMatch:
    """Stands for the compiled ``token_match``: it has its ``pattern`` and its ``match``.

    >>> import spacy.lang.fr
    >>> mine = TokenMatch(spacy.lang.fr.TOKEN_MATCH.__self__.pattern)
    >>> [bool(mine.match(chunk)) for chunk in ("mi-temps", "Saint-Denis-en-Val", "Paris", "grand'mère", "dit-il")]
    [True, True, False, True, False]
    """

    def __init__(self, pattern: str) -> None:
        """Compile ``pattern``; raises ``ValueError`` if it is not made as that of spaCy 3.8."""
        self.pattern = pattern
        self._match = _compiled(pattern).match

    def match(self, chunk: str) -> bool:
        """Tell whether a chunk stays one word."""
        if chunk.isalpha():  # most new chunks
            return False
        return _MARK.search(chunk) is not None and self._match(chunk.translate(_ONE_HYPHEN)) is not None


def grouped(pattern: str) -> str:
    """Return a pattern that matches a chunk of one kind of hyphen as ``pattern`` does that of any kind.

    The alternatives that end alike are put together. Raises ``ValueError`` if it is not made as that of spaCy 3.8.
    """
    for long, short in _SHORT.items():
        pattern = pattern.replace(long, short)
    if _LONE_HYPHEN.search(pattern.replace(_HYPHENS, "")):
        raise ValueError("a token_match of another make: a hyphen of one kind")
    pattern = pattern.replace(_HYPHENS, "-")
    body = pattern.removeprefix(_FLAGS + _OPEN).removesuffix(_CLOSE)
    if len(pattern) - len(body) != len(_FLAGS + _OPEN + _CLOSE):
        raise ValueError("a token_match of another make")
    # Of each alternative: the class that it begins with, if it does; what follows; the class and all after it.
    frames: dict[tuple[str, str], list[str]] = {}
    for alternative in body.split(_BETWEEN):
        classes = list(_CLASS.finditer(alternative))
        if not classes or not any(mark in alternative for mark in ("-", _APOSTROPHES)):
            raise ValueError(f"an alternative of another make: {alternative[:80]}")
        first, last = classes[0], classes[-1] if classes[0].start() == 0 else classes[0]
        start = first.end() if first.start() == 0 < last.start() else 0
        frame = alternative[:start], alternative[last.start() :]
        frames.setdefault(frame, []).append(alternative[start : last.start()])
    found = f"{_FLAGS}^(?:{_any(f'{start}(?:{_any(within)}){end}' for (start, end), within in frames.items())})$"
    for long, short in _SHORT.items():
        found = found.replace(short, long)
    return found


def _any(alternatives: Iterable[str]) -> str:
    return "|".join(alternatives)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return the short form of ``pattern``: spaCy asks for it twice."""
    return re.compile(grouped(pattern))


@contextmanager
def compiled_short() -> Iterator[None]:
    """Return the block in which ``re.compile`` makes the long pattern a :class:`TokenMatch`.

    spaCy compiles it where its module is imported, and again where a tokenizer is read: there is no other way in.
    """
    compile_: Callable[..., Any] = re.compile

    def compile_short(pattern: Any, flags: Any = 0) -> Any:
        is_long = isinstance(pattern, str) and len(pattern) > LONG
        return TokenMatch(pattern) if is_long else compile_(pattern, flags)

    re.compile = compile_short
    try:
        yield
    finally:
        re.compile = compile_
