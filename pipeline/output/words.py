"""The codes of the tables as French words, and back: what the workbook and the report show."""

from collections.abc import Mapping
from functools import cache

from pipeline.language.lists import load


@cache
def code_words(table: str, column: str) -> Mapping[str, str]:
    """Return the French word of each code of a column; empty where the column holds no codes.

    >>> code_words("amounts", "qualifier")["more_than"]
    'plus de'
    """
    return {
        row["code"]: row["word"]
        for row in load("output/code_words")
        if (row["table"], row["column"]) == (table, column)
    }


def word(table: str, column: str, code: str) -> str:
    """Return the French word of a code, or the code itself where it has none.

    >>> word("entities", "gender", "f"), word("amounts", "per", "kilo")
    ('femme', 'kilo')
    """
    return code_words(table, column).get(code, code)


def code(table: str, column: str, word: str) -> str:
    """Return the code of a French word, or the word itself: what :func:`word` shows, read back.

    >>> code("quotes", "kind", "Rapportée")
    'indirect'
    """
    folded = word.strip().casefold()
    return next((c for c, shown in code_words(table, column).items() if shown.casefold() == folded), word)
