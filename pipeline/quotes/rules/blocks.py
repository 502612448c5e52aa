"""Quotes that the layout shows without marks: a signed block, the turns of an interview."""

import re
from collections.abc import Iterator, Sequence

from pipeline.language.typography import holds_word
from pipeline.quotes.grammar.clause import Cue, Speaker
from pipeline.quotes.records import Quote
from pipeline.quotes.rules.said import said
from pipeline.quotes.rules.turns import NAME, find_turns
from pipeline.quotes.text.marks import Paragraph

# « … » —Sonia D., journaliste: at the end of a paragraph, or alone on the next one.
_SIGNED = re.compile(rf"(?<=[.!?…\])»”])\s*[—–]\s?(?P<name>{NAME})(?P<role>,[^.;:!?\n]{{2,80}})?$")
_SIGNATURE = re.compile(rf"^\s*[—–]\s?(?P<name>{NAME})(?P<role>,[^.;:!?\n]{{2,80}})?\s*$")
# Below words set apart, a line that is a name needs no dash.
_NAME_LINE = re.compile(rf"^\s*(?:[—–-]\s?)?(?P<name>{NAME})(?P<role>,[^.;:!?\n]{{2,80}})?\s*$")


def find_blocks(raw: str, text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Quote]:
    """Find signed blocks and named turns; ``raw`` has the typography that ``text`` has lost."""
    for i, paragraph in enumerate(paragraphs):
        if paragraph.outer:
            continue
        line = raw[paragraph.start : paragraph.end].rstrip()
        signed = _SIGNED.search(line)
        if signed:
            yield _block(raw, paragraph.start, paragraph.start + signed.start(), signed, paragraph.start)
        elif i + 1 < len(paragraphs) and (below := _below(raw, paragraphs[i + 1])) and line[-1:] in ".!?…":
            yield _block(raw, paragraph.start, paragraph.end, below, paragraphs[i + 1].start)
    yield from find_turns(raw, paragraphs)


def _below(raw: str, paragraph: Paragraph) -> re.Match[str] | None:
    return None if paragraph.outer else _SIGNATURE.match(raw[paragraph.start : paragraph.end])


def signer(raw: str, paragraphs: Sequence[Paragraph], index: int) -> re.Match[str] | None:
    """Return the signature on the paragraph after a quote: « … » then « — Stéphanie Roux, témoin ».

    Where the quote is all that its paragraph holds, the name may stand without a dash.
    """
    if index + 1 >= len(paragraphs) or paragraphs[index + 1].outer:
        return None
    paragraph, below = paragraphs[index], paragraphs[index + 1]
    quote = paragraph.outer[0]
    alone = not (holds_word(raw, paragraph.start, quote.open) or holds_word(raw, quote.close, paragraph.end))
    return (_NAME_LINE if alone else _SIGNATURE).match(raw[below.start : below.end])


def _block(raw: str, start: int, end: int, found: re.Match[str], base: int) -> Quote:
    while end > start and raw[end - 1] in " \t\u00a0\u202f":
        end -= 1
    while start < end and raw[start].isspace():
        start += 1
    at, stop = base + found.start("name"), base + found.end("name")
    speaker = Speaker(at, stop, "name", at, stop, (found["role"] or "").strip(" ,"))
    return said(raw, start, end, "direct", Cue("signature", "none", speaker=speaker))
