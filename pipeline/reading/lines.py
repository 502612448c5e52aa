"""Lines cut hard at 60 to 80 columns (wires, mail, LexisNexis, the text of a PDF) are made paragraphs again.

A text that was cut shows it: its lines come close to one width and never pass it, and the word that opens the next
line would not have fitted. A paragraph on a line of its own, a title, a verse, an item, a row of a table do not: they
stay as they are. Where nothing tells the width, a line that breaks off in the middle of a sentence goes on in the
next if that opens in small letters.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.language.lists import load
from pipeline.language.typography import fold

# Narrowest column that is cut (a column of a newspaper in a PDF), widest (a terminal).
NARROWEST, WIDEST = 28, 120
# In a text that was cut, at least so many pairs of lines fill the width, ...
FILLED_PAIRS = 3
# ... at least this share of the lines that are not the last of their paragraph, ...
FILLED_SHARE = 0.6
# ... and at most this share of the filled lines ends like a paragraph does.
ENDED_SHARE = 0.5
# A line in the middle of a sentence that is at least so full goes on in the next.
HALF_FULL = 0.5
# Verse: a block of at least so many lines, all of them shorter than this.
VERSE_LINES, VERSE_WIDTH = 4, 45
VOWELS = "aeiouy"

_ENDS = re.compile(r"""[.!?…:;][\s»”"')\]]*$""")
_ITEM = re.compile(r"\s*(?:[-–—•·*●▪■►>|+]+\s|\(?\d{1,3}[.)°/]\s|[a-z]\)\s)")
_ROW = re.compile(r"\S\s{3,}\S|\t|\|")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_RANGE = re.compile(r"\d-$")
_COMPOUND_NUMBER = re.compile(r"\w-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def rejoin(text: str, *, cut: bool = False) -> str:
    """Return ``text`` with the lines of each paragraph joined; ``cut`` tells that its lines are known to be cut.

    >>> rejoin("Le plan coûtera 2,5 milliards\\nd'euros.\\n\\nUn titre\\nLe maire de Saint-\\nNazaire a dit oui.")
    "Le plan coûtera 2,5 milliards d'euros.\\n\\nUn titre\\nLe maire de Saint-Nazaire a dit oui."
    """
    lines = text.split("\n")
    if len(lines) < 2 or not any(a and b for a, b in pairwise(lines)):
        return text
    width = width_of(lines, cut=cut)
    if not width and max(map(len, lines)) > WIDEST:
        return text  # its paragraphs stand on a line each
    words = frozenset(_WORD.findall(text.lower())) if re.search(r"\w-\n", text) else frozenset()
    return "\n".join(_joined(lines, width, words))


def width_of(lines: Sequence[str], *, cut: bool = False) -> int:
    """Return the width at which lines were cut, in characters; 0 if they were not.

    >>> width_of(["Un paragraphe tient sur une ligne.", "Le suivant aussi, quelle que soit sa longueur."])
    0
    """
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    # A long address or a title may stick out of a text that was cut.
    inside = [n for n in lengths if n <= WIDEST]
    if len(inside) < 2 or len(inside) < 0.95 * len(lengths):
        return 0
    width = inside[-1] if len(inside) == len(lengths) else inside[int(0.99 * (len(inside) - 1))]
    if width < NARROWEST:
        return 0
    pairs = [(a.rstrip(), b.strip()) for a, b in pairwise(lines) if a.strip() and b.strip()]
    full = [_ENDS.search(a) is None for a, b in pairs if _fills(a, b, width)]
    going_on = sum(_ENDS.search(a) is None for a, _ in pairs)
    if cut:
        return width
    unended = sum(full)
    enough = len(full) >= FILLED_PAIRS and unended >= FILLED_SHARE * going_on
    return width if enough and len(full) - unended <= ENDED_SHARE * len(full) else 0


def _fills(line: str, following: str, width: int) -> bool:
    """Tell whether the first word of the next line would not have fitted."""
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _joined(lines: Sequence[str], width: int, words: frozenset[str]) -> Iterator[str]:
    """Yield the lines of the text, those of one paragraph as one."""
    for block in _blocks(lines):
        verse = len(block) >= VERSE_LINES and max(map(len, block)) < VERSE_WIDTH and not width
        held = [block[0]]
        for line, following in pairwise(block):
            if not verse and _goes_on(line.rstrip(), following, width, first=line is block[0]):
                held[-1:] = _join(held[-1], following, words)
            else:
                yield "".join(held)
                held = [following]
        yield "".join(held)


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines between two empty ones together; an empty line alone."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
            continue
        if block:
            yield block
        block = []
        yield [line]
    if block:
        yield block


def _goes_on(line: str, following: str, width: int, *, first: bool) -> bool:
    """Tell whether a line goes on in the next."""
    opening = following.lstrip()
    if _ITEM.match(following) or _ROW.search(line.strip()) or _ROW.search(opening):
        return False
    if (_HYPHENATED.search(line) and opening[:1].isalpha()) or (_RANGE.search(line) and opening[:1].isdigit()):
        return True
    deeper = len(following) - len(opening) > len(line) - len(line.lstrip()) + 1
    if deeper and not first:
        return False
    small = opening[:1].islower() or opening[:1].isdigit() or opening[:1] in "«»,;:!?%€"
    if width and _fills(line, opening, width):
        return not deeper or small
    if not small or _ENDS.search(line) or not opening[:1].islower():
        return False
    return len(line) >= HALF_FULL * width if width else " " in line.strip()


def _join(line: str, following: str, words: frozenset[str]) -> tuple[str, str]:
    """Return two lines as pieces of one: a hyphen at the end is a compound's own, or cuts a word."""
    line, following = line.rstrip(), following.strip()
    part = _HYPHENATED.search(line)
    rest = _FIRST_WORD.match(following)
    if part and rest and not is_compound(part[1], rest[0], words):
        return line[:-1], following
    if (part and rest) or (_COMPOUND_NUMBER.search(line) and following[:1].isalnum()):
        return line, following
    return f"{line} ", following


def is_compound(left: str, right: str, words: frozenset[str] = frozenset()) -> bool:
    """Tell whether a hyphen between two parts of a word is its own; ``words`` are those of the article.

    No printer leaves one letter before a cut or two after it (a-t-il, celui-ci), and a syllable of French does not
    open with a vowel after a consonant (porte-avions, bien-être).

    >>> is_compound("Saint", "Nazaire"), is_compound("porte", "parole"), is_compound("réno", "vation")
    (True, True, False)
    """
    one, other = left.lower(), right.lower()
    if f"{one}{other}" in words:
        return False
    firsts, lasts = _elements()
    return (
        right[:1].isupper()
        or f"{one}-{other}" in words
        or one in firsts
        or other in lasts
        or len(one) == 1
        or len(other) <= 2
        or (fold(other)[:1] in VOWELS and fold(one)[-1:] not in VOWELS)
    )


@cache
def _elements() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that open compounds with a hyphen, and those that close them."""
    rows = load("reading/compound_elements")
    return tuple(frozenset(r["form"] for r in rows if r["place"] == place) for place in ("first", "last"))  # type: ignore[return-value]
