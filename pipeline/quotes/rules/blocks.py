"""Quotes that the layout shows without marks: a signed block, the turns of an interview."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from pipeline.language.typography import holds_word
from pipeline.quotes.grammar.clause import Cue, Speaker
from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.records import Quote
from pipeline.quotes.rules.said import said
from pipeline.quotes.rules.turns import NAME, find_turns
from pipeline.quotes.text.marks import Paragraph
from pipeline.records import Name

# « … » —Sonia D., journaliste: at the end of a paragraph, or alone on the next one.
_SIGNED = re.compile(rf"(?<=[.!?…\])»”])\s*[—–]\s?(?P<name>{NAME})(?P<role>\s?,[^.;:!?\n]{{2,80}})?$")
_SIGNATURE = re.compile(rf"^\s*[—–]\s?(?P<name>{NAME})(?P<role>\s?,[^.;:!?\n]{{2,80}})?\s*$")
# Below words set apart, a line that is a name needs no dash.
_NAME_LINE = re.compile(rf"^\s*(?:[—–-]\s?)?(?P<name>{NAME})(?P<role>\s?,[^.;:!?\n]{{2,80}})?\s*$")
# « Luc Bernard (entraîneur de Fréville) », « Luc Bernard, entraîneur de Fréville » above the words that he has said.
_HEADER = re.compile(
    rf"^\s*(?P<name>{NAME})(?P<role>\s?,[^.;:!?()\n]{{2,80}})?(?P<aside>\s?\([^.;!?()\n]{{2,80}}\))?\s?:?\s*$"
)
# Lines between a name and the words below it.
HEADED = 40
# « — Stéphanie, témoin », « — Porte-parole des pompiers »: after a dash a given name or a description is enough.
_SHORT_LINE = re.compile(r"^\s*[—–-]\s?(?P<name>[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:-[^\W\d_]+)*)(?P<role>\s?,[^.;:!?\n]{2,80})\s*$")
_OFFICE_LINE = re.compile(
    r"^\s*[—–-]\s?(?P<name>(?:(?:une?|le|la|les|des)\s|l['’])?(?P<noun>[\w-]+)[^.;:!?\n]{,80}?)\s*$", re.I
)


def find_blocks(raw: str, text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Quote]:
    """Find signed blocks and named turns; ``raw`` has the typography that ``text`` has lost."""
    for i, paragraph in enumerate(paragraphs):
        if paragraph.outer:
            continue
        line = raw[paragraph.start : paragraph.end].rstrip()
        signed = _SIGNED.search(line) if "—" in line or "–" in line else None  # most have no dash
        if signed:
            yield _block(raw, paragraph.start, paragraph.start + signed.start(), signed, paragraph.start)
        elif i + 1 < len(paragraphs) and (below := _below(raw, paragraphs[i + 1])) and line[-1:] in ".!?…":
            yield _block(raw, paragraph.start, paragraph.end, below, paragraphs[i + 1].start)
    yield from find_turns(raw, paragraphs)


def _below(raw: str, paragraph: Paragraph) -> re.Match[str] | None:
    return None if paragraph.outer else _SIGNATURE.match(raw[paragraph.start : paragraph.end])


def signer(raw: str, paragraphs: Sequence[Paragraph], index: int, people: Sequence[Name]) -> Speaker | None:
    """Return who signs on the paragraph after a quote: « … » then « — Stéphanie Roux, témoin », or heads it.

    Where the quote is all that its paragraph holds, a full name may stand without a dash, and after a dash a given
    name or a description is enough.
    """
    if above := _header(raw, paragraphs, index, people):
        return above
    if index + 1 >= len(paragraphs) or paragraphs[index + 1].outer:
        return None
    paragraph, below = paragraphs[index], paragraphs[index + 1]
    quote, line = paragraph.outer[0], raw[below.start : below.end]
    if holds_word(raw, paragraph.start, quote.open) or holds_word(raw, quote.close, paragraph.end):
        found = _SIGNATURE.match(line)
    else:
        found = _NAME_LINE.match(line) or _SHORT_LINE.match(line)
        office = None if found else _OFFICE_LINE.match(line)
        if office and office["noun"].lower() in sayers() | words("organisation"):
            return Speaker(*_place(office, below.start), "role", *_place(office, below.start))
    return _signed(found, below.start) if found else None


def _header(raw: str, paragraphs: Sequence[Paragraph], index: int, people: Sequence[Name]) -> Speaker | None:
    """Return who heads the quotes below his name: « Luc Bernard (entraîneur) », « … », « Paul Roux (gardien) », « … ».

    Names and quotes in turn that begin with a name are headed, those that begin with a quote are signed. A bare name
    above a single quote may be that of the journalist.
    """
    heads: list[tuple[int, re.Match[str]]] = []
    first, floor = index, max(0, index - HEADED)
    while first >= floor:
        found = _head(raw, paragraphs[first], people)
        if found:
            heads.append((first, found))
        elif not _is_quote(raw, paragraphs[first]):
            break
        first -= 1
    if not heads or heads[-1][0] != first + 1:
        return None
    at, nearest = heads[0]
    goes_on = len(heads) > 1 or (index + 1 < len(paragraphs) and _head(raw, paragraphs[index + 1], people))
    return _signed(nearest, paragraphs[at].start) if nearest["role"] or nearest["aside"] or goes_on else None


def _head(raw: str, paragraph: Paragraph, people: Sequence[Name]) -> re.Match[str] | None:
    """Return the name of a person that is all a line holds, but for what he is and, behind a colon, words of his."""
    end = paragraph.outer[0].open if paragraph.outer else paragraph.end
    line = raw[paragraph.start : end]
    found = None if paragraph.outer and line.rstrip()[-1:] != ":" else _HEADER.match(line)
    if not found or (paragraph.outer and _holds_more(raw, paragraph)):
        return None
    at = bisect_right(people, paragraph.start + found.start("name"), key=attrgetter("start")) - 1
    return found if at >= 0 and people[at].label == "PER" and people[at].end > paragraph.start else None


def _is_quote(raw: str, paragraph: Paragraph) -> bool:
    """Tell a paragraph that is nothing but words in marks."""
    if not paragraph.outer:
        return False
    return not holds_word(raw, paragraph.start, paragraph.outer[0].open) and not _holds_more(raw, paragraph)


def _holds_more(raw: str, paragraph: Paragraph) -> bool:
    """Tell whether words stand behind or between the marks of a paragraph."""
    apart = ((one.close, other.open) for one, other in pairwise(paragraph.outer))
    return any(holds_word(raw, *ends) for ends in (*apart, (paragraph.outer[-1].close, paragraph.end)))


def _place(found: re.Match[str], base: int) -> tuple[int, int]:
    return base + found.start("name"), base + found.end("name")


def _signed(found: re.Match[str], base: int) -> Speaker:
    at, stop = _place(found, base)
    return Speaker(at, stop, "name", at, stop, (found["role"] or "").strip(" ,"))


def _block(raw: str, start: int, end: int, found: re.Match[str], base: int) -> Quote:
    while end > start and raw[end - 1] in " \t\u00a0\u202f":
        end -= 1
    while start < end and raw[start].isspace():
        start += 1
    return said(raw, start, end, "direct", Cue("signature", "none", speaker=_signed(found, base)))
