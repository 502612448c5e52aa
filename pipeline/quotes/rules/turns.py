"""The turns of an interview: « Anne Vial : … », « A. V. : … », a dash, or the paragraph after a question."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.entities.spelling import initials
from pipeline.language.patterns import standing
from pipeline.quotes.grammar.clause import Cue, Speaker
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.records import Quote
from pipeline.quotes.rules.said import said
from pipeline.quotes.text.marks import Paragraph

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’.-]+"
NAME = rf"{_CAPITAL}(?:\s(?:d[eu'’]\s?|la\s|le\s|van\s|von\s|ben\s|el\s)*{_CAPITAL})+"
_INITIALS = r"(?:[A-ZÀ-ÖØ-Þ]\.[\s-]?){2,4}"
# Ségolène Morin : …, then S. M. : …; the turns of an interview carry the name of who speaks.
_TURN = re.compile(rf"^(?P<name>{NAME}|{_INITIALS})\s?(?::|\.\s?[—–-]|[—–])\s+(?=\S)")
_DASH = re.compile(r"^\s*[—–-]\s+(?=\S)")
LEAST_TURNS = 2
# The words that announce an interview stand in the headline, in the lines below it, or at the end.
HEAD = 3
Line = tuple[int, int, str]


def find_turns(raw: str, paragraphs: Sequence[Paragraph]) -> Iterator[Quote]:
    """Find the answers of an interview; the questions are the journalist's."""
    lines = [(p.start, p.end, raw[p.start : p.end].rstrip()) for p in paragraphs]
    named = _named(lines, paragraphs)
    turns = Counter(initials(found["name"]) for found in named.values())
    spoken = {i: found for i, found in named.items() if turns[initials(found["name"])] >= LEAST_TURNS}
    answers = {i: _answer(raw, lines[i], m.end(), m) for i, m in spoken.items() if not lines[i][2].endswith("?")}
    pairs = dict(_dashes(lines))
    announced = bool(spoken) or _is_announced(lines)
    if announced or len(pairs) >= LEAST_TURNS:
        answers |= {i: _answer(raw, lines[i], at) for i, at in pairs.items()}
    if announced and len(asked := list(_unnamed(lines, paragraphs, named))) + len(spoken) + len(pairs) >= LEAST_TURNS:
        answers |= {i: _answer(raw, lines[i], 0) for i in asked}
    if announced:
        _go_on(raw, lines, paragraphs, answers, named.keys())
    yield from answers.values()


def _named(lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> dict[int, re.Match[str]]:
    """Return the paragraphs that begin with a name, and where it stands."""
    found = ((i, _TURN.match(text)) for i, (_, _, text) in enumerate(lines))
    return {i: turn for i, turn in found if turn and not _opens(paragraphs[i], turn.end())}


def _go_on(
    raw: str, lines: Sequence[Line], paragraphs: Sequence[Paragraph], answers: dict[int, Quote], named: Set[int]
) -> None:
    """Add the paragraphs that go on with an answer."""
    for i in list(_further(lines, answers.keys() | named)):
        if i - 1 in answers and not _opens(paragraphs[i], 0):
            answers[i] = replace(_answer(raw, lines[i], 0), goes_on=True)


def _further(lines: Sequence[Line], taken: Set[int]) -> Iterator[int]:
    """Yield the paragraphs that may go on with an answer: sentences, no question, no name of their own."""
    for i, (_, _, text) in enumerate(lines):
        shown = i not in taken and not _DASH.match(text) and not _announcement().search(text.lower())
        if i and shown and text[-1:] in ".!…":
            yield i


def _opens(paragraph: Paragraph, at: int) -> bool:
    """Tell whether a quotation mark opens at a place of a paragraph: « Anne Vial : « … » » is no turn."""
    return any(mark.open == paragraph.start + at for mark in paragraph.outer[:1])


def _dashes(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the answers of « – Partez-vous ? » « – Non. », and where their words begin."""
    for i, (asked, line) in enumerate(pairwise(lines), 1):
        found = _DASH.match(line[2])
        if found and _DASH.match(asked[2]) and asked[2].endswith(("?", "…", "...")) and not line[2].endswith("?"):
            yield i, found.end()


def _unnamed(lines: Sequence[Line], paragraphs: Sequence[Paragraph], named: dict[int, re.Match[str]]) -> Iterator[int]:
    """Yield the paragraphs that answer a question which is a paragraph by itself."""
    for i in range(1, len(lines) - 1):
        line = lines[i + 1]
        if not lines[i][2].endswith("?") or i in named or i + 1 in named or _DASH.match(lines[i][2]):
            continue
        if line[2].endswith("?") or _DASH.match(line[2]) or _opens(paragraphs[i + 1], 0):
            continue
        yield i + 1


def _is_announced(lines: Sequence[Line]) -> bool:
    """Tell an interview by « entretien », « propos recueillis par »."""
    shown = " ".join(text for _, _, text in [*lines[:HEAD], *lines[-1:]]).lower()
    return bool(_announcement().search(shown))


@cache
def _announcement() -> re.Pattern[str]:
    return re.compile(rf"{standing(words('interview'))}\b")


def _answer(raw: str, line: Line, at: int, found: re.Match[str] | None = None) -> Quote:
    start, end = line[0] + at, line[0] + len(line[2])
    named = line[0] + found.start("name") if found else None
    stop = named + len(found["name"].rstrip()) if found and named is not None else None
    speaker = Speaker(named, stop, "name", named, stop) if named is not None and stop is not None else None
    return said(raw, start, end, "direct", Cue("turn", "none", speaker=speaker))
