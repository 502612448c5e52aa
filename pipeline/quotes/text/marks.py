"""The layout of quotation marks: typed pairs, nesting, marks left open, paragraphs reopened.

Everything here is linear in the length of the text, and no text is wrong: a mark without a partner is
closed at the end of its paragraph (an opening one) or left aside (a closing one).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# An opening mark, and what closes it. „German“ and “English” share a character.
CLOSERS = {"«": "»", "“": "”", "„": "“”", "‹": "›", "<<": ">>", '"': '"'}
_MARK = re.compile(r'<<|>>|[«»“”„‹›"]')
_LINE = re.compile(r"[^\n]+")
# Beyond this depth a mark is noise: no article nests so many.
MAX_DEPTH = 8
_BEFORE_OPENING = " \n\t([{«“‹'-/:—–"
_SENTENCE_END = re.compile(r"[.!?…]\s*$")


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
    """A line of the text, with its pairs: the outer ones, and those inside them."""

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


def read_layout(text: str) -> list[Paragraph]:
    """Return the paragraphs of a plain text with their quotation marks, in order.

    >>> paragraph, = read_layout("Il parle de « vraie » fraude.")
    >>> [(m.start, m.end) for m in paragraph.outer]
    [(14, 19)]
    """
    paragraphs, open_before = [], ""
    for line in _LINE.finditer(text):
        start, end = line.span()
        if not line[0].strip():
            continue
        pairs, open_before = _pairs(text, start, end, open_before)
        outer = tuple(m for m in pairs if m.depth == 0)
        inner = tuple(m for m in pairs if m.depth > 0)
        paragraphs.append(Paragraph(start, end, outer, inner))
    return paragraphs


def _pairs(text: str, start: int, end: int, open_before: str) -> tuple[list[Mark], str]:
    """Pair the marks of one paragraph; return them and the mark left open at its end.

    ``open_before`` is the mark that the paragraph before left open: a paragraph that starts with it, or with
    what closes it, goes on with the same words.
    """
    stack: list[_Open] = []
    pairs: list[Mark] = []
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    goes_on = bool(open_before) and _reopens(text, first, open_before)
    for found in _MARK.finditer(text, start, end):
        mark, at = found[0], found.start()
        if goes_on and at == first:
            stack.append(_Open(open_before, at, len(mark)))
        elif _opens(text, mark, at, end, stack):
            if len(stack) < MAX_DEPTH:
                stack.append(_Open(mark, at, len(mark)))
        else:
            _close(text, mark, at, stack, pairs)
    left_open = stack[0].mark if stack and stack[0].closed_inside is None else ""
    if stack:
        pairs += _unclosed(text, stack, end, pairs)
        pairs = _outermost(pairs)
    pairs.sort(key=lambda m: (m.open, -m.close))
    if goes_on and pairs and pairs[0].open == first:
        pairs[0] = replace(pairs[0], continues=True)
    return pairs, left_open


def _reopens(text: str, first: int, mark: str) -> bool:
    return text.startswith(mark, first) or any(text.startswith(c, first) for c in (*CLOSERS[mark], ">>")[:2])


def _opens(text: str, mark: str, at: int, end: int, stack: list[_Open]) -> bool:
    """Tell an opening mark from a closing one; a straight mark by the spaces around it."""
    if mark == '"':
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < end else " "
        inside = any(o.mark == '"' for o in stack)
        free = before in _BEFORE_OPENING
        if free and not after.isspace():
            return True
        if free == after.isspace():
            return not inside
        return free and not inside
    if mark == "“":
        return not any(o.mark == "„" for o in stack)
    return mark in CLOSERS


def _close(text: str, mark: str, at: int, stack: list[_Open], pairs: list[Mark]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        opened = stack[depth]
        if mark in CLOSERS[opened.mark] if len(mark) == 1 else CLOSERS[opened.mark] == mark:
            del stack[depth:]
            pairs.append(_pair(text, opened.at, opened.width, at, at + len(mark), depth))
            if stack:
                stack[-1].closed_inside = (opened.at, at)
            return


def _unclosed(text: str, stack: list[_Open], end: int, pairs: list[Mark]) -> Iterator[Mark]:
    """Close what is still open: with its inner pair, before the next opening mark, or where the paragraph ends."""
    for depth, opened in enumerate(stack):
        later = stack[depth + 1].at if depth + 1 < len(stack) else None
        first_inside = min((m.open for m in pairs if m.open > opened.at), default=later)
        stop, width = end, 0
        if opened.closed_inside and not text[opened.closed_inside[1] + 1 : end].strip(" .,;"):
            stop = opened.closed_inside[1]
        elif first_inside is not None and _SENTENCE_END.search(text, opened.at, first_inside):
            stop = first_inside
        elif opened.closed_inside and opened.mark != '"':
            stop = opened.closed_inside[1]
        if text[opened.at + opened.width : stop].strip():
            yield replace(_pair(text, opened.at, opened.width, stop, stop + width, depth), closed=False)


def _outermost(pairs: list[Mark]) -> list[Mark]:
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
