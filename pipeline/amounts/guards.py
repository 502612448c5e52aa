"""What looks like a sum and is none: trois cents personnes, 300 000 livres vendus, un franc succès, l'EUR/USD."""

import re
from decimal import Decimal

from pipeline.amounts.grammar import word_pattern
from pipeline.amounts.reading import Sum

_PAIR = re.compile(r"/(?:[A-Z]{3}(?!\w)|[€$£¥])")
# Twenty hundredths: a number of twenty and more cannot multiply a hundred.
_HUNDREDS = Decimal("0.2")
# Ten couronnes, gourdes or soles are a sum; two are things.
_WORTH_SAYING = 10
# Below, « COP 22 », « PHP 8 » are numbered things.
_NUMBERED = 100
# How far the words count that make a « livre » money: a bound, so that one endless line stays quick to read.
_REACH = 240


def is_money(found: Sum, match: re.Match[str], text: str, low: str, first: int, last: int) -> bool:
    """Return whether a sum, in the sentence ``text[first:last]``, is one of money."""
    if _is_quote_of_pair(match, text, last) or _is_talk_of_a_currency(found, match, low, last):
        return False
    if found.currency.kind == "code" and _is_hyphened(match, text):
        return False
    if found.currency.form == "F" and not _is_francs(found, match, low, first, last):
        return False
    if found.currency.guard == "cents":
        return _is_cents(found, match, text)
    if found.currency.guard == "large":
        return not match["mark"] or found.figure != int(found.figure) or found.figure >= _NUMBERED
    if found.currency.guard == "much":
        return _is_much(found, low, first, last)
    return True


def _is_hyphened(match: re.Match[str], text: str) -> bool:
    """Return whether a hyphen ties the currency to what follows: no code (2 F-16)."""
    return bool(match["currency"]) and text.startswith("-", match.end("currency"))


def _is_quote_of_pair(match: re.Match[str], text: str, last: int) -> bool:
    """Return whether the currency is half of a pair: the number is a rate of exchange, not a sum."""
    name = "mark" if match["mark"] else "currency"
    return text[match.start(name) - 1 : match.start(name)] == "/" or bool(_PAIR.match(text, match.end(name), last))


def _is_talk_of_a_currency(found: Sum, match: re.Match[str], low: str, last: int) -> bool:
    """Return whether « un euro fort », « un franc succès » speak of the currency itself, or of something else."""
    return match["number"] == "un" and bool(word_pattern("talk").match(low, found.end + 1, last))


def _is_cents(found: Sum, match: re.Match[str], text: str) -> bool:
    """Return whether « cents » is money: after figures, or a number that it cannot multiply (quarante-cinq)."""
    written = text[match.start("currency") : match.end("currency")]
    return written.islower() and (match["number"][0].isdigit() or found.figure >= _HUNDREDS)


def _is_francs(found: Sum, match: re.Match[str], low: str, first: int, last: int) -> bool:
    """Return whether « F » is the franc: 30 F, 45F for a service; no company (2F), no aircraft (400F)."""
    if low[match.end("number") : match.start("currency")] or not match["number"].isdigit():
        return True
    around = low[max(first, found.start - _REACH) : min(last, found.end + _REACH)]
    return len(match["number"]) > 1 and bool(word_pattern("money").search(around))


def _is_much(found: Sum, low: str, first: int, last: int) -> bool:
    """Return whether a word of another sense (livre, couronne, sol) is money: a magnitude or money around says so."""
    if word_pattern("thing").match(low, found.end + 1, last):
        return False
    first, last = max(first, found.start - _REACH), min(last, found.end + _REACH)
    money = bool(word_pattern("money").search(low, first, last))
    books = found.currency.form == "livre" and bool(word_pattern("books").search(low, first, last))
    if found.large:
        return money or not books
    return money and not books and (found.code == "GBP" or found.figure >= _WORTH_SAYING)
