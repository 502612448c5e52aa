"""The lines of a text with their quotation marks as they are met: what opens, what closes, what is no mark.

A mark is read by its shape (« opens, » closes) and by what stands beside it: a straight mark with a letter before and a
stop after can only close. Mirrored guillemets are turned round, the bullets of a list left aside.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

# An opening mark, and what closes it. „German“ and “English” share a character; ”these” are one mark twice.
CLOSERS = {"«": "»", "“": "”", "”": "”", "„": "“”", "‹": "›", "<<": ">>", '"': '"', "''": "''"}
STRAIGHT = frozenset(['"', "''"])
_MIRROR = {"«": "»", "»": "«"}
_MARK = re.compile(r"<<|>>|''|[«»“”„‹›\"]")
_LINE = re.compile(r"[^\n]+")
# A longer line is no item of a list.
ITEM = 150
_BEFORE_OPENING = " \n\t([{«“‹'-/:—–"
_AFTER_CLOSING = " \n\t)]}»”›,;:!?."
SENTENCE_END = re.compile(r"[.!?…]\s*$")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A mark as it is met; ``side`` is what shape and neighbours say: open, close or either."""

    mark: str
    at: int
    end: int
    side: str


@dataclass(slots=True)
class Line:
    """A line that holds something: its bounds, its first character that is no space, its marks."""

    start: int
    end: int
    first: int
    glyphs: list[Glyph]


def read_lines(text: str) -> list[Line]:
    """Return the lines of a plain text that hold something, with their marks.

    >>> [[(g.mark, g.side) for g in line.glyphs] for line in read_lines('Zeus". Il veut "tout".')]
    [[('"', 'close'), ('"', 'open'), ('"', 'close')]]
    """
    lines = [_line(text, *found.span()) for found in _LINE.finditer(text) if found[0].strip()]
    _right_mirrored(lines)
    _drop_bullets(text, lines)
    return lines


def _line(text: str, start: int, end: int) -> Line:
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    glyphs = [_glyph(text, found, start, end) for found in _MARK.finditer(text, start, end)]
    return Line(start, end, first, glyphs)


def _glyph(text: str, found: re.Match[str], start: int, end: int) -> Glyph:
    mark, (at, stop) = found[0], found.span()
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < end else " "
    free = before in _BEFORE_OPENING
    shut = after.isspace() or (after in _AFTER_CLOSING and not text.startswith("..", stop))
    if before.isdigit() and mark in STRAIGHT:  # 52"3: seconds, inches; or the end of words said
        return Glyph(mark, at, stop, "close")
    return Glyph(mark, at, stop, _side(mark, free=free, shut=shut, spaced=after.isspace()))


def _side(mark: str, *, free: bool, shut: bool, spaced: bool) -> str:
    """Return whether a mark opens or closes: by its shape, by its neighbours if that says nothing or they deny it.

    ``free``: what stands before can stand before words said; ``shut``: what stands after can stand after them, and
    ``spaced`` that it is a space.
    """
    if mark in STRAIGHT:
        if free and not shut:
            return "open"
        if shut and not (free and spaced):
            return "close"
        return "either" if mark == '"' else "close"
    if mark == "“":
        return "close" if shut and not free else "open"
    if mark == "”":
        return "open" if free and not shut else "close"
    return "open" if mark in CLOSERS else "close"


def _right_mirrored(lines: Sequence[Line]) -> None:
    """Turn » Je ne sais pas « round, in a text that writes its guillemets so.

    A paragraph shows it that begins with » and has » and « in turn; a text that has such a one may have them anywhere.
    """
    turned = [line for line in lines if _is_mirrored(line)]
    if not any(line.glyphs[0].at == line.first for line in turned):
        return
    for line in turned:
        line.glyphs = [_turned(g) for g in line.glyphs]


def _is_mirrored(line: Line) -> bool:
    guillemets = [g.mark for g in line.glyphs if g.mark in _MIRROR]
    return bool(guillemets) and guillemets == ["»", "«"] * (len(guillemets) // 2)


def _turned(glyph: Glyph) -> Glyph:
    if glyph.mark not in _MIRROR:
        return glyph
    return replace(glyph, mark=_MIRROR[glyph.mark], side="open" if glyph.side == "close" else "close")


def _drop_bullets(text: str, lines: Sequence[Line]) -> None:
    """Leave aside the « that begins each item of a list and is never closed."""
    items = [_is_item(text, line) for line in lines]
    for i, line in enumerate(lines):
        if items[i] and any(items[max(0, i - 1) : i] + items[i + 1 : i + 2]):
            line.glyphs = []


def _is_item(text: str, line: Line) -> bool:
    alone = len(line.glyphs) == 1 and line.glyphs[0].at == line.first and line.glyphs[0].mark in ("«", "»")
    return alone and line.end - line.start < ITEM and not SENTENCE_END.search(text, line.start, line.end)
