"""Where a candidate is named, and what the text and the parse show of him there."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.language.patterns import one_of
from pipeline.quotes.grammar.lexicon import speech_forms, words
from pipeline.quotes.speakers.candidate import Place
from pipeline.quotes.text.sentences import View

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote

# What leads a name, two words and a space stand before it, in pieces between spaces.
LED = 4
_START = attrgetter("start")
# « à Anne Vial », « au maire »: to whom something is said.
_TO = re.compile(r"(?<!\w)(?:à|au|aux)\s(?:la\s|l'|M\.\s|Mme\s)?$")
# « le propriétaire, lui, est ravi »: the text turns to him.
_TURNED = re.compile(r"\s?,\s(?:lui|eux|elles?)\s?,")


class Placer:
    """Reads the places of an article, some of them within its quotes."""

    def __init__(self, view: View, quotes: Sequence["Quote"]) -> None:
        """Look at the sentences and the quotes."""
        self._text, self._sentences = view.text, view.sentences
        self._starts = [s.start for s in view.sentences]
        self._quoted = sorted((q.start, q.end) for q in quotes if q.kind != "indirect")
        self._reported = sorted((q.start, q.end) for q in quotes if q.kind == "indirect")

    def sentence(self, at: int) -> int:
        """Return the rank of the sentence that holds an offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    def place(self, start: int, end: int) -> Place:
        """Return a place with what the parse of its sentence says of it, where the sentence is parsed."""
        quoted = self._is_inside(self._quoted, start, end)
        reported = self._is_inside(self._reported, start, end)
        before = _last_words(self._text[max(0, start - 40) : start])
        led, to, turned = bool(_lead().search(before)), bool(_TO.search(before)), bool(_TURNED.match(self._text, end))
        sentence = self.sentence(start)
        ws = self._sentences[sentence].words if self._sentences else []
        first = bisect_left(ws, start, key=_START)
        after = bisect_left(ws, end, first, key=_START)
        if first >= after:
            return Place(start, end, sentence, quoted, led=led, to=to, reported=reported, turned=turned)
        heads = [ws[w.head] for w in ws[first:after] if w.dep.startswith("nsubj") and not first <= w.head < after]
        return Place(
            start,
            end,
            sentence,
            quoted,
            subject=bool(heads),
            speaks=any(h.lower in speech_forms() for h in heads),
            agent=any(w.dep == "obl:agent" for w in ws[first:after]),
            led=led and not heads,
            to=to,
            reported=reported,
            turned=turned,
        )

    def _is_inside(self, spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
        at = bisect_right(spans, (start, len(self._text))) - 1
        return at >= 0 and end <= spans[at][1]


def _last_words(before: str) -> str:
    """Return the words right before a name among which what leads it stands: all that is needed of a line."""
    return before if "  " in before else " ".join(before.rsplit(" ", LED)[-LED:])


@cache
def _lead() -> re.Pattern[str]:
    """Return what leads a name that is no subject: « de », « pour », « avec le ministre »."""
    return re.compile(rf"(?:\b(?i:{one_of(words('leads_name'))})|\b[dl]['’])\s*(?:[a-zéèê]+\s){{0,2}}$")
