"""Names of papers in marks: « selon « Le Monde » », « au « Figaro » », which the rules read as if they had none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.text.marks import Mark, Paragraph

# A longer name is none of a paper.
LONGEST = 40
_ARTICLE = re.compile(r"(?i)(?:l[ea]s? |l')")
# « au « Monde » », « le « Canard enchaîné » »
_LED = re.compile(r"(?i)(?:\b(?:du|au|des|aux|l[ea]s?) |\bl')$")


def names_of_papers(text: str, paragraphs: Sequence[Paragraph]) -> list[Mark]:
    """Return the outer pairs of a plain text that hold the name of a paper and nothing else.

    >>> from pipeline.quotes.text.marks import read_layout
    >>> text = "Selon « Le Monde » et « Libération », « le monde » a changé, dit Léa au « Figaro »."
    >>> [text[m.start : m.end] for m in names_of_papers(text, read_layout(text))]
    ['Le Monde', 'Libération', 'Figaro']
    """
    return [mark for paragraph in paragraphs for mark in paragraph.outer if _is_paper(text, mark)]


def _is_paper(text: str, mark: Mark) -> bool:
    if not mark.closed or not 0 < mark.end - mark.start < LONGEST or text[mark.start].islower():
        return False
    name = text[mark.start : mark.end]
    article = _ARTICLE.match(name)
    bare = name[article.end() :] if article else name
    if bare.lower() not in words("media") or not (bare[:1].isupper() or bare[:1].isdigit()):
        return False
    # « Public », « Soleil » are the names of papers only behind an article.
    led = bool(article) or bool(_LED.search(text, max(0, mark.open - 5), mark.open))
    return led or " " in bare or bare.lower() in words("own_name")


def without_marks(text: str, marks: Sequence[Mark]) -> str:
    """Return a text with spaces for some pairs of marks; its length does not change."""
    return "".join(_parts(text, marks)) if marks else text


def _parts(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    last = 0
    for mark in marks:
        yield text[last : mark.open]
        yield " " * (mark.start - mark.open) + text[mark.start : mark.end] + " " * (mark.close - mark.end)
        last = mark.close
    yield text[last:]


def left_out(paragraphs: Sequence[Paragraph], marks: Sequence[Mark]) -> list[Paragraph]:
    """Return the paragraphs without some of their outer pairs."""
    dropped = {mark.open for mark in marks}
    return [replace(p, outer=tuple(m for m in p.outer if m.open not in dropped)) if p.outer else p for p in paragraphs]
