"""Where the sums of a text are: those with a currency, then those that inherit it from their sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.amounts.currencies import trigger
from pipeline.amounts.grammar import cues, elliptic_end, elliptic_pattern, sum_pattern
from pipeline.amounts.guards import is_money
from pipeline.amounts.reading import Sum, read_sums
from pipeline.language.numbers import parse_number
from pipeline.language.sentences import sentence_spans
from pipeline.language.typography import lower, plain


def find_sums(text: str) -> Iterator[Sum]:
    """Yield the sums of a text, in order, sentence by sentence."""
    for _, _, sums in sums_by_sentence(text):
        yield from sums


def sums_by_sentence(written: str) -> Iterator[tuple[int, int, list[Sum]]]:
    """Yield each sentence of a text that holds sums: its start, its end, its sums in order."""
    text = plain(written)
    marks = trigger().finditer(text)
    mark = next(marks, None)
    if mark is None:
        return
    low = lower(text)
    for first, last in sentence_spans(written):
        while mark and mark.start() < first:
            mark = next(marks, None)
        if mark is None:
            return
        if mark.start() < last:
            sums = _merged(list(_explicit(text, low, first, last)), low)
            if sums:
                yield first, last, _with_elliptic(sums, low, first, last)


def _explicit(text: str, low: str, first: int, last: int) -> Iterator[Sum]:
    for match in sum_pattern().finditer(low, first, last):
        for found in read_sums(match, text):
            if is_money(found, match, text, low, first, last):
                yield _signed(found, text, first)


def _signed(found: Sum, text: str, first: int) -> Sum:
    """Make a sum negative when a dash touches it and the word before calls for a figure: a list dash is no minus."""
    at = found.start - 1
    if at < first or text[at] != "-" or found.value is None or found.elliptic:
        return found
    before = text[max(first, at - 12) : at].split()
    if not before or before[-1].lower() not in cues("minus"):
        return found
    return replace(found, start=at, value=-found.value)


def _merged(sums: list[Sum], low: str) -> list[Sum]:
    """Make one range of « entre 5 millions d'euros et 10 millions d'euros »."""
    merged: list[Sum] = []
    for found in sums:
        past = merged[-1] if merged else None
        if past and past.code == found.code and past.value is not None and found.value is not None:
            between = low[past.end : found.start] == " et " and low[max(0, past.start - 6) : past.start] == "entre "
            if between and past.value <= found.value:
                merged[-1] = replace(found, start=past.start, value=None, least=past.value, most=found.value)
                continue
        merged.append(found)
    return merged


def _with_elliptic(sums: list[Sum], low: str, first: int, last: int) -> list[Sum]:
    """Add the sums that inherit the currency of their sentence: « 12 millions d'euros, dont 3 millions pour l'école ».

    What was last counted decides: after « 67 millions d'habitants » a bare « 3 millions » is no sum.
    """
    matches = elliptic_pattern().finditer(low, first, last)
    events = sorted([(s.start, 0, s) for s in sums] + [(m.start(), 1, m) for m in matches], key=lambda e: e[:2])
    found: list[Sum] = []
    current, covered, counted = None, first, False
    for index, (start, _, event) in enumerate(events):
        if isinstance(event, Sum):
            conversion = current is not None and event.code != current.code and is_conversion(event, found[-1], low)
            current = current if conversion else event
            found.append(event)
            covered = event.end
        elif start >= covered:
            if not elliptic_end().match(low, event.end(), last):
                current, counted = None, True
                continue
            heir = current or (None if counted else _shifted(event, events[index + 1 :], low, first))
            if heir is not None:
                found.extend(_inherited(event, heir))
    return found


def is_conversion(found: Sum, past: Sum, low: str) -> bool:
    """Return whether a sum in brackets says again the one just before: « 2 dollars (1,8 euro) »."""
    return found.start - past.end < 60 and low[past.end : found.start].lstrip().startswith("(")


def _shifted(
    match: re.Match[str], later: Sequence[tuple[int, int, Sum | re.Match[str]]], low: str, first: int
) -> Sum | None:
    """Return the sum that « passant de 12 milliards à 16 milliards de francs » gives its currency from."""
    before = low[max(first, match.start() - 3) : match.start()].strip()
    after = later[0][2] if later else None
    return after if isinstance(after, Sum) and before in cues("shift") else None


def _inherited(match: re.Match[str], heir: Sum) -> Iterator[Sum]:
    number = parse_number(match["number"])
    if number and number.value is not None and heir.currency.unit == 1:
        yield replace(
            heir, start=match.start(), end=match.end(), value=number.value, least=None, most=None,
            precision=number.precision, large=True, elliptic=True,
        )  # fmt: skip
