"""The layout of quotation marks: typed pairs, nesting, marks left open, paragraphs reopened.

Which mark opens and which closes is told by :mod:`pipeline.quotes.text.glyphs`; where nothing tells, marks pair in
turn. Everything here is linear in the length of the text, and no text is wrong: a mark without a partner is closed at
the end of its paragraph (an opening one) or left aside (a closing one).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.quotes.text.glyphs import CLOSERS, SENTENCE_END, STRAIGHT, Glyph, Line, read_lines

# Marks of one family close one another where their own partner is missing: "Femmes et santé”.
_HIGH = frozenset(["“", "”", "„", '"', "''"])
# Beyond this depth a mark is noise: no article nests so many.
MAX_DEPTH = 8
# Paragraphs that words left open may run through before a mark closes them.
MAX_JOINED = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A pair of marks: ``text[open:close]`` with the marks, ``text[start:end]`` without them and their spaces."""

    open: int
    start: int
    end: int
    close: int
    depth: int = 0
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, or the lines that one pair of marks holds, with its pairs: outer, and inside them."""

    start: int
    end: int
    outer: tuple[Mark, ...]
    inner: tuple[Mark, ...]


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    width: int
    closed_inside: tuple[int, int] | None = None


@dataclass(slots=True)
class _Reading:
    """The marks of a paragraph while it is read: those still open, and the pairs so far."""

    start: int
    stack: list[_Open] = field(default_factory=list)
    pairs: list[Mark] = field(default_factory=list)
    goes_on: int = -1


def read_layout(text: str) -> list[Paragraph]:
    """Return the paragraphs of a plain text with their quotation marks, in order.

    >>> paragraph, = read_layout("Il parle de « vraie » fraude.")
    >>> [(m.start, m.end) for m in paragraph.outer]
    [(14, 19)]
    >>> text = 'Il croit en Zeus". Il veut "changer".'
    >>> [text[m.start:m.end] for p in read_layout(text) for m in p.outer]
    ['changer']
    """
    lines = read_lines(text)
    marked = [i for i, line in enumerate(lines) if line.glyphs]
    following = dict(pairwise(marked))
    paragraphs, open_before, reading, joined_to = [], "", None, -1
    for i, line in enumerate(lines):
        if reading is None:
            reading = _begun(text, line, open_before)
        _read(text, line, reading)
        if i < joined_to:
            continue
        joined_to = _closed_later(lines, i, following, reading)
        if joined_to > i:
            continue
        pairs, open_before = _ended(text, reading, line.end)
        outer, inner = (tuple(m for m in pairs if (m.depth == 0) == flat) for flat in (True, False))
        paragraphs.append(Paragraph(reading.start, line.end, outer, inner))
        reading = None
    return paragraphs


def _begun(text: str, line: Line, open_before: str) -> _Reading:
    """Begin a paragraph; if the one before has left a mark open, and it starts with it, the words go on."""
    goes_on = bool(open_before) and _reopens(text, line.first, open_before)
    return _Reading(line.start, goes_on=line.first if goes_on else -1)


def _reopens(text: str, first: int, mark: str) -> bool:
    return text.startswith(mark, first) or any(text.startswith(c, first) for c in (*CLOSERS[mark], ">>")[:2])


def _read(text: str, line: Line, reading: _Reading) -> None:
    """Pair the marks of a line with one another and with those that are open."""
    stack = reading.stack
    for glyph in line.glyphs:
        if glyph.at == reading.goes_on:
            # Whatever its shape, it opens again: « A.↵» B. »
            mark = glyph.mark if glyph.mark in CLOSERS else next(m for m, c in CLOSERS.items() if glyph.mark in c)
            stack.append(_Open(mark, glyph.at, glyph.end - glyph.at))
        elif _opens(glyph, stack):
            if len(stack) < MAX_DEPTH:
                stack.append(_Open(glyph.mark, glyph.at, glyph.end - glyph.at))
        else:
            _close(text, glyph, line, reading)


def _opens(glyph: Glyph, stack: Sequence[_Open]) -> bool:
    if glyph.side == "either":
        return not any(o.mark == glyph.mark for o in stack)
    if glyph.mark == "“" and any(o.mark == "„" for o in stack):
        return False
    return glyph.side == "open"


def _close(text: str, glyph: Glyph, line: Line, reading: _Reading) -> None:
    """Close the innermost pair that the mark can close; what is open within it was no mark."""
    stack = reading.stack
    depth = next((d for d in range(len(stack) - 1, -1, -1) if _fits(glyph.mark, stack[d].mark)), -1)
    if depth < 0 and stack and _is_lost(glyph, line, stack[-1]):
        depth = len(stack) - 1
    if depth < 0:
        return
    opened = stack[depth]
    del stack[depth:]
    reading.pairs.append(_pair(text, opened.at, opened.width, glyph.at, glyph.end, depth))
    if stack:
        stack[-1].closed_inside = (opened.at, glyph.at)


def _fits(mark: str, opened: str) -> bool:
    return mark == CLOSERS[opened] or (len(mark) == 1 and mark in CLOSERS[opened])


def _is_lost(glyph: Glyph, line: Line, opened: _Open) -> bool:
    """Tell whether a mark may close one of another shape: "Femmes et santé”, whose partner the line lacks."""
    if glyph.mark in _HIGH and opened.mark in _HIGH:
        return True
    return not any(_fits(g.mark, opened.mark) for g in line.glyphs[-1:]) and glyph.mark in _HIGH


def _closed_later(lines: Sequence[Line], i: int, following: dict[int, int], reading: _Reading) -> int:
    """Return the line whose first mark closes the words that a line has left open, or -1: « A.↵B.↵C. »"""
    stack = reading.stack
    if not stack or stack[0].closed_inside is not None or i not in following:
        return -1
    later = following[i]
    glyph = lines[later].glyphs[0]
    closes = glyph.side == "close" and glyph.at > lines[later].first and _fits(glyph.mark, stack[0].mark)
    return later if closes and later - i <= MAX_JOINED else -1


def _ended(text: str, reading: _Reading, end: int) -> tuple[list[Mark], str]:
    """Return the pairs of a paragraph that ends, and the mark that it leaves open."""
    stack, pairs = reading.stack, reading.pairs
    left_open = stack[0].mark if stack and stack[0].closed_inside is None else ""
    if stack:
        pairs = _outermost([*pairs, *_unclosed(text, stack, end, pairs)])
    pairs.sort(key=lambda m: (m.open, -m.close))
    if pairs and pairs[0].open == reading.goes_on:
        pairs[0] = replace(pairs[0], continues=True)
    return pairs, left_open


def _unclosed(text: str, stack: Sequence[_Open], end: int, pairs: Sequence[Mark]) -> Iterator[Mark]:
    """Close what is still open: with its inner pair, before the next opening mark, or where the paragraph ends."""
    for depth, opened in enumerate(stack):
        later = stack[depth + 1].at if depth + 1 < len(stack) else None
        first_inside = min((m.open for m in pairs if m.open > opened.at), default=later)
        stop = end
        if opened.closed_inside and not text[opened.closed_inside[1] + 1 : end].strip(" .,;"):
            stop = opened.closed_inside[1]
        elif first_inside is not None and SENTENCE_END.search(text, opened.at, first_inside):
            stop = first_inside
        elif opened.closed_inside and opened.mark not in STRAIGHT:
            stop = opened.closed_inside[1]
        if text[opened.at + opened.width : stop].strip():
            yield replace(_pair(text, opened.at, opened.width, stop, stop, depth), closed=False)


def _outermost(pairs: Sequence[Mark]) -> list[Mark]:
    """Give each pair its depth anew, and drop those that would cross another."""
    kept: list[Mark] = []
    around: list[Mark] = []
    for pair in sorted(pairs, key=lambda m: (m.open, -m.close)):
        while around and around[-1].close <= pair.open:
            around.pop()
        if around and pair.end > around[-1].end:
            continue
        kept.append(replace(pair, depth=len(around)))
        around.append(pair)
    return kept


def _pair(text: str, at: int, width: int, stop: int, close: int, depth: int) -> Mark:
    start, end = at + width, stop
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Mark(at, start, end, close, depth)
