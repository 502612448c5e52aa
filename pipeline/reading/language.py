"""Which language an article is written in."""

import re
from functools import cache

from pipeline.articles import Article
from pipeline.language.lists import load

# Enough to tell French from its neighbours (1,190 French articles out of 1,190), and cheap.
LOOKED_AT = 250
# Below this a guess is worth nothing.
SHORTEST = 150
# So many different words of the list (second) among so many characters (first), and a text is French: the classifier
# takes a second to load.
ENOUGH = ((600, 5), (1_500, 7))

# Codes of what is no one language.
_NO_LANGUAGE = ("zxx", "und", "mul")
_WORD = re.compile(r"[^\W\d_]+")


def language_of(article: Article) -> str:
    """Return the ISO 639-1 code of the language of an article: told by its source, else guessed; empty if too short."""
    told = article.language.strip().lower()[:2]
    if told:
        return told
    head = article.text[: LOOKED_AT * 2].strip()[:LOOKED_AT]
    if len(head) < SHORTEST:
        return ""
    if any(len(_french().intersection(_WORD.findall(article.text, 0, size))) >= enough for size, enough in ENOUGH):
        return "fr"
    from py3langid import classify

    return str(classify(head)[0])


def language_name(code: str) -> str:
    """Return what French calls a language; of those that it has no word for, the code.

    >>> language_name("sv"), language_name("bcl")
    ('suédois', '« bcl »')
    """
    from babel import Locale

    name: str | None = None if code in _NO_LANGUAGE else Locale("fr").languages.get(code)
    return name or f"« {code} »"


@cache
def _french() -> frozenset[str]:
    return frozenset(row["word"] for row in load("reading/french_words"))
