"""Where the sums of a text are: those with a currency, then those that inherit it (see :mod:`.inherited`)."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.amounts.currencies import may_name, trigger
from pipeline.amounts.grammar import cues, sum_pattern, word_pattern
from pipeline.amounts.guards import is_money
from pipeline.amounts.inherited import Inheritance
from pipeline.amounts.reading import Sum, read_sums
from pipeline.language.sentences import sentence_spans
from pipeline.language.typography import lower, plain

# Characters before a range in which a verb may say that the price went from one sum to the other.
_REACH = 60


def find_sums(text: str) -> Iterator[Sum]:
    """Yield the sums of a text, in order, sentence by sentence."""
    for _, _, sums in sums_by_sentence(text):
        yield from sums


def sums_by_sentence(written: str) -> Iterator[tuple[int, int, list[Sum]]]:
    """Yield each sentence of a text that holds sums: its start, its end, its sums in order."""
    text = plain(written)
    if not (may_name(text) and trigger().search(text)):
        return
    low = lower(text)
    spans = list(sentence_spans(written))
    explicit = [_of_sentence(text, low, first, last) for first, last in spans]
    said = {s.figure: s for sums in reversed(explicit) for s in sums if s.figure}
    heirs = Inheritance(low, said)
    for (first, last), sums in zip(spans, explicit, strict=True):
        found = heirs.complete(sums, first, last)
        if found:
            yield first, last, found


def _of_sentence(text: str, low: str, first: int, last: int) -> list[Sum]:
    """Return the sums that a sentence says with their currency."""
    marked = trigger().search(text, first, last)
    return _merged(list(_explicit(text, low, first, last)), low, first) if marked else []


def _explicit(text: str, low: str, first: int, last: int) -> Iterator[Sum]:
    for match in sum_pattern().finditer(low, first, last):
        for found in read_sums(match, text):
            if is_money(found, match, text, low, first, last):
                yield _signed(found, text, first)


def _signed(found: Sum, text: str, first: int) -> Sum:
    """Make a sum negative when a dash touches it and the word before calls for a figure: a list dash is no minus."""
    if not text.endswith("-", first, found.start):
        return found
    before = text[first : found.start - 1].split()[-1:]
    if not before or before[0].lower() not in cues("minus"):
        return found
    value, least = (None if number is None else -number for number in (found.value, found.least))
    return replace(found, start=found.start - 1, value=value, least=least)


def _merged(sums: list[Sum], low: str, first: int) -> list[Sum]:
    """Make one range of « entre 5 millions d'euros et 10 millions d'euros », « de 10 € à 20 € »."""
    merged: list[Sum] = []
    for found in sums:
        past = merged[-1] if merged else None
        if past and _is_range(past, found, low, first):
            merged[-1] = replace(found, start=past.start, value=None, least=past.value, most=found.value)
        else:
            merged.append(found)
    return merged


def _is_range(past: Sum, found: Sum, low: str, first: int) -> bool:
    """Return whether two sums are the ends of a range; « le prix passe de 10 euros à 20 euros » names two sums."""
    if past.code != found.code or past.value is None or found.value is None or past.value >= found.value:
        return False
    between, before = low[past.end : found.start], low[max(first, past.start - _REACH) : past.start]
    if between == " et ":
        return before.endswith("entre ")
    return between in (" à ", " - ", "-") and not (before.endswith("de ") and word_pattern("change").search(before))
