"""Whom an article interviews: the name in its headline, beside « entretien », or at the head of the turns."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.entities.spelling import initials, is_initials
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.speakers.people import Known, full_name_of, strip_title

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote

_PARAGRAPHS = 3


def interviewee(known: Known, quotes: Sequence["Quote"]) -> str:
    """Return the name of whom the article interviews, or nothing."""
    turns = [q.speaker for q in quotes if q.rule == "turn" and q.speaker and not is_initials(q.speaker)]
    if turns:
        return strip_title(turns[0])
    head, end = _head(known.text), len(_head(known.text, 1))
    people = [m for m in known.mentions if m.label == "PER" and m.start < len(head)]
    lead = "|".join(sorted(words("interview")))
    for m in people:
        if re.search(rf"(?i)\b(?:{lead})\s(?:\w+\s)?(?:avec|de|d['’]|:)\s?[^.;:!?«»]{{0,60}}$", head[: m.start]):
            return full_name_of(m, known.mentions)
    if not any(q.rule == "turn" for q in quotes):
        return ""
    titled = list(dict.fromkeys(full_name_of(m, known.mentions) for m in people if m.start < end))
    names = titled or list(dict.fromkeys(full_name_of(m, known.mentions) for m in people))
    return names[0] if len(names) == 1 else ""


def whose_initials(known: Known, short: str) -> str:
    """Return the full name that initials stand for, else the initials."""
    names = dict.fromkeys(full_name_of(m, known.mentions) for m in known.mentions if m.label == "PER")
    return next((n for n in names if " " in n and initials(n) == initials(short)), short.strip())


def _head(text: str, count: int = _PARAGRAPHS) -> str:
    """Return the headline and the lines below it."""
    return (
        "\n".join([line for line in text.split("\n") if line.strip()][:count]) if count > 1 else text.split("\n", 1)[0]
    )
