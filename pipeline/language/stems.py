"""What the forms of a word share, so that two descriptions can be compared."""

import re
from functools import lru_cache

from pipeline.language.lists import load
from pipeline.language.typography import fold

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ENDINGS = ("teuse", "trice", "teur", "euse", "eure", "eur", "enne", "ere", "er", "ee", "e", "s")
# Words whose stem is kept: those of the last articles.
_REMEMBERED = 65_536
# What is left of a word has so many letters at least: « elue » and « elu » are one, « ile » and « il » are not.
_LEAST = 3
# Words that say nothing in a description: articles, prepositions, « ancien ».
_SMALL = frozenset(fold(row["word"]) for row in load("language/small_words"))


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """Return what « directeur » and « directrice », « élu » and « élue », « ex-maire » and « maire » share.

    >>> stem("Directrice"), stem("directeur"), stem("élue"), stem("ex-maire"), stem("maire")
    ('direc', 'direc', 'elu', 'mair', 'mair')
    """
    word = fold(word).removeprefix("ex-")
    for end in _ENDINGS:
        if word.endswith(end) and len(word) - len(end) >= _LEAST:
            return word[: -len(end)]
    return word


@lru_cache(maxsize=_REMEMBERED)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that count in a description.

    >>> sorted(content("l’ancienne directrice de la Poste"))
    ['direc', 'post']
    """
    words = _WORD.findall(fold(text).replace("'", " "))
    return frozenset(stem(w) for w in words if w not in _SMALL)
