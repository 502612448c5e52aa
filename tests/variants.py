"""Texts as they may come: shouted, without commas, with other small words, their numbers the other way round.

An example shows what a rule is for; most of its conditions are only told apart by what is almost such an example. Each
text is also read in a form that somebody may have typed, so that a condition that is lost or turned round is seen.
"""

import re
from collections.abc import Callable, Sequence
from zlib import crc32

_NUMBER = re.compile(r"[0-9]+")
_WORD = re.compile(r"\w+(?:\'à)?")
# Small words, and what may stand in their place; each group goes round.
_DETERMINERS = (
    ("le", "les", "ce"), ("la", "une", "cette"), ("du", "au", "des"), ("un", "trois", "premier"), ("son", "leur"),
    ("ces", "deux"), ("en", "de", "par"),
)  # fmt: skip
_LINKS = (
    ("et", "ou", "puis"), ("à", "dans", "pour"), ("avant", "après"), ("depuis", "vers"), ("entre", "jusqu'à"),
    ("dernier", "prochain", "suivant"), ("dernière", "prochaine", "suivante"), ("derniers", "prochains"),
    ("a", "ont", "avait"), ("est", "sont", "sera"), ("il", "ils", "on"), ("elle", "elles"), ("qui", "que", "dont"),
    ("selon", "sur", "sans"), ("se", "ne"), ("pas", "plus"),
)  # fmt: skip


def _round(groups: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the word after each one of its group."""
    return {word: group[(at + 1) % len(group)] for group in groups for at, word in enumerate(group)}


def _with(changes: dict[str, str]) -> Callable[[str], str]:
    """Return what puts other words in the place of some."""
    return lambda text: _WORD.sub(lambda word: changes.get(word[0], word[0]), text)


def turned(text: str) -> str:
    """Return a text with its numbers the other way round.

    >>> turned("du 3 au 7 mai 2024")
    'du 2024 au 7 mai 3'
    """
    numbers = _NUMBER.findall(text)
    return _NUMBER.sub(lambda _: numbers.pop(), text)


def larger(text: str) -> str:
    """Return a text whose numbers have a digit more.

    >>> larger("le 3 mai à 14 h 05")
    'le 13 mai à 114 h 105'
    """
    return _NUMBER.sub(lambda number: f"1{number[0]}", text)


def bare(text: str) -> str:
    """Return a text without the marks inside of its sentences.

    >>> bare("« Oui », a dit Anne Vial (Brest).")
    'Oui a dit Anne Vial Brest.'
    """
    return re.sub(r" {2,}", " ", re.sub(r"\s?[,;()«»“”\"–—]\s?", " ", text)).replace(" .", ".").strip()


def straight(text: str) -> str:
    """Return a text with the marks of a keyboard.

    >>> print(straight("« L’eau » baisse"))
    "L'eau" baisse
    """
    return re.sub(r"[“”]|«\s?|\s?»", '"', text).replace("’", "'")


DATES = (turned, larger, bare, str.upper, str.lower, _with(_round(_DETERMINERS)), _with(_round(_LINKS)))
QUOTES = (straight, bare, _with(_round(_DETERMINERS)), _with(_round(_LINKS)), str.title)

NAMES = (bare, str.upper, str.lower, str.title, straight, _with(_round(_DETERMINERS)), _with(_round(_LINKS)))


def varied(texts: Sequence[str], ways: Sequence[Callable[[str], str]], times: int = 1) -> list[str]:
    """Return each text in so many ways, where they change it; which ones, the text decides, not its place."""
    step = max(1, len(ways) // times)
    chosen = ((text, ways[(sign(text) + step * time) % len(ways)]) for text in texts for time in range(times))
    return [changed for text, way in chosen if (changed := way(text)) != text]


def sign(text: str) -> int:
    """Return a number that a text has wherever it stands."""
    return crc32(text.encode())
