"""What stands in brackets or marks inside a noun phrase: « le maire (LR) de Nice », « les « gilets jaunes » »."""

from collections.abc import Sequence

from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.words import is_capital, is_det, word_at
from pipeline.quotes.text.sentences import Word

# « (LR) », « (parti du centre) »; « les « gilets jaunes » ».
MAX_BRACKET, MAX_MARKED = 6, 4


def aside_end(ws: Sequence[Word], at: int, limit: int) -> int:
    """Return the word after what stands in brackets or marks from a word on, if the phrase goes on with it, or 0."""
    if ws[at].text not in '(«"':
        return 0
    return _party(ws, at, limit) or _marked(ws, at, limit)


def _party(ws: Sequence[Word], at: int, limit: int) -> int:
    """Return the word after « (LR) » in « le maire (LR) de Nice », or 0."""
    if ws[at].text != "(":
        return 0
    for i in range(at + 1, min(at + MAX_BRACKET, limit)):
        if ws[i].text == ")":
            after = word_at(ws, i + 1)
            return i + 1 if after.lower in words("of") or is_capital(after) else 0
    return 0


def _marked(ws: Sequence[Word], at: int, limit: int) -> int:
    """Return the word after « gilets jaunes » in « les « gilets jaunes » », or 0."""
    if ws[at].text not in '«"' or not is_det(ws[at - 1]):
        return 0
    for i in range(at + 1, min(at + 2 + MAX_MARKED, limit)):
        if ws[i].mark is not None or ws[i].pos in ("VERB", "AUX"):
            return 0
        if ws[i].text in '»"':
            return i + 1 if i > at + 1 else 0
    return 0
