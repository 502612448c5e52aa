"""Sums without their currency: they have it from their sentence, from the one before, from the list they stand in.

A number with a magnitude and no noun behind it (« 3 millions pour l'école ») is a candidate. Within a sentence it has
the currency of the sum before it, unless something else was counted since. Across sentences more is asked: words of
money around it (« L'État en met 50 millions »), and nothing that is counted (« la région attend 3 millions de
visiteurs, contre 2 millions »): a wrong currency is worse than none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.amounts.grammar import cues, elliptic_end, elliptic_pattern, word_pattern
from pipeline.amounts.reading import Sum
from pipeline.language.numbers import parse_number, parse_value, tidy

# Sentences after a sum in which a number may still have its currency.
_SENTENCES = 3
# Between a sum and the brackets that say it again in another currency.
_CONVERSION = 60
# « 145 millions (plus 35 millions d'euros de primes) », « 10 millions, dont 3 millions d'euros ».
_ADDED = re.compile(r",? \(?(?:plus|dont|et|soit|contre) (?:environ |quelque |près de |plus de )?")
_ITEM = re.compile(r"(?:[-•*·▪]|[0-9]{1,2}[.)]) ?")
# « 600 000 chômeurs » : since then « un chiffre qui dépasse le million » goes on about them.
_COUNT = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:[. ][0-9]{3})+ [a-zà-ÿ-]{3,}")
_LIST_VALUE = re.compile(r" ?: ?$")

Event = tuple[int, int, "Sum | re.Match[str]"]


class Inheritance:
    """Completes the sums of the sentences of a text, in order; ``low`` is the plain text in small letters."""

    def __init__(self, low: str, said: Mapping[Decimal, Sum]) -> None:
        """Begin a text: nothing to inherit yet, but from the sums that are said in full somewhere, by their value."""
        self.low, self.said = low, said
        self.last: Sum | None = None
        self.since = 0
        self.counted = False

    def complete(self, sums: list[Sum], first: int, last: int) -> list[Sum]:
        """Return the sums of the sentence ``low[first:last]``, those that inherit their currency among them."""
        heir = self.last if not sums and self.since < _SENTENCES else None
        found = self._sentence(sums, heir, first, last)
        self.since = 0 if found else self.since + 1
        self.counted = not found and (self.counted or bool(_COUNT.search(self.low, first, last)))
        if found:
            again = len(found) > 1 and is_conversion(found[-1], found[-2], self.low)
            self.last = found[-2] if again else found[-1]
        return found

    def _sentence(self, sums: list[Sum], heir: Sum | None, first: int, last: int) -> list[Sum]:
        if not sums and (heir is None or not self._may_inherit(first, last)):
            return list(self._said_in_full(first, last))
        matches = elliptic_pattern().finditer(self.low, first, last)
        events: list[Event] = [(s.start, 0, s) for s in sums]
        events = sorted([*events, *((m.start(), 1, m) for m in matches)], key=lambda e: e[:2])
        return self._walk(events, heir, first, last)

    def _said_in_full(self, first: int, last: int) -> Iterator[Sum]:
        """Yield the numbers of a headline that the article says with their currency: « Un pont à 11 milliards »."""
        if not self.said or first > self.low.find("\n") or word_pattern("counted").search(self.low, first, last):
            return
        for match in elliptic_pattern().finditer(self.low, first, last):
            full = None if match["low"] else self.said.get(parse_value(match["number"]) or Decimal(0))
            if full and elliptic_end().match(self.low, match.end(), last):
                yield from _inherited(match, full, "context")

    def _walk(self, events: Sequence[Event], heir: Sum | None, first: int, last: int) -> list[Sum]:
        """Return the sums among the events; what was last counted decides whose currency a bare number has."""
        found: list[Sum] = []
        current, covered, counted = heir, first, False
        source = "context" if heir else "sentence"
        for index, (start, _, event) in enumerate(events):
            if isinstance(event, Sum):
                conversion = current is not None and event.code != current.code and found
                current = current if conversion and is_conversion(event, found[-1], self.low) else event
                found.append(event)
                covered, source = event.end, "sentence"
            elif start >= covered:
                after = next((e[2] for e in events[index + 1 : index + 2] if isinstance(e[2], Sum)), None)
                added = after is not None and _ADDED.fullmatch(self.low, event.end(), after.start) is not None
                if not added and not elliptic_end().match(self.low, event.end(), last):
                    current, counted = None, True
                    continue
                shared = added or _is_shift(event, self.low, first)
                giver = current or (after if shared and not counted else None)
                if giver is not None:
                    found.extend(_inherited(event, giver, source))
        return found

    def _may_inherit(self, first: int, last: int) -> bool:
        """Tell whether a sentence without a currency may speak of money."""
        low = self.low
        if word_pattern("counted").search(low, first, last):
            return False
        listed = _ITEM.match(low, first) and any(
            _LIST_VALUE.search(low, first, m.start()) for m in elliptic_pattern().finditer(low, first, last)
        )
        if listed or word_pattern("money").search(low, first, last):
            return True
        return not self.counted and _goes_on(low, first, last)


def _goes_on(low: str, first: int, last: int) -> bool:
    """Tell whether a sentence goes on about the sum before it: « Elles étaient de 4,2 milliards en 2022 »."""
    return bool(word_pattern("same").search(low, first, last))


def is_conversion(found: Sum, past: Sum, low: str) -> bool:
    """Return whether a sum in brackets says again the one just before: « 2 dollars (1,8 euro) »."""
    return found.start - past.end < _CONVERSION and low[past.end : found.start].lstrip().startswith("(")


def _is_shift(match: re.Match[str], low: str, first: int) -> bool:
    """Tell whether a number has its currency from the next: « passant de 12 milliards à 16 milliards de francs »."""
    return low[max(first, match.start() - 3) : match.start()].strip() in cues("shift")


def _inherited(match: re.Match[str], heir: Sum, source: str) -> Iterator[Sum]:
    """Yield the sum of a bare number; of « 4 à 5 millions » the range."""
    number = parse_number(match["number"])
    if number is None or number.value is None or heir.currency.unit != 1:
        return
    value, least = number.value, _least(match, number.value)
    if match["and"] and not match.string.endswith("entre ", 0, match.start()):
        least = None
    yield replace(
        heir,
        start=match.start("number") if least is None else match.start(),
        end=match.end(),
        value=value if least is None else None,
        least=least,
        most=None if least is None else value,
        precision=number.precision,
        large=True,
        elliptic=True,
        source=source,
    )


def _least(match: re.Match[str], most: Decimal) -> Decimal | None:
    """Return the low end of « 4 à 5 millions », in the magnitude of the high one."""
    low = parse_number(match["low"]) if match["low"] else None
    bare = parse_number(match["number"].split()[0].replace("-", " ")) if low else None
    if low is None or low.value is None or bare is None or not bare.value:
        return None
    least = low.value if low.value >= most / 1000 and low.value > bare.value else low.value * (most / bare.value)
    return tidy(least) if least < most else None
