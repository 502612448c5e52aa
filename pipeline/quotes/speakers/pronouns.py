"""Whom the pronoun that opens a sentence takes up: « Paul Roux arrive. Il a vendu sa ferme. »"""

import re
from collections.abc import Sequence

from pipeline.quotes.speakers.candidate import Candidate, Event

# « Il a vendu sa ferme. », « Puis elle se tait. », « Hier matin, il a joué. »; not « Il faut », « Il est prévu que ».
_LEAD = re.compile(r"(?:(?:Et|Mais|Puis|Alors) |[A-ZÀ-Þ][^,.;:!?«»\"“\n]{2,40}, )")
_PRONOUN = re.compile(r"(?:[Ii]l|[Ee]lle)(?= (?!y a|faut|faudra|fallait|s'agit|est (?:\w+ )?(?:que|de)))")


_SAME = {"m": re.compile(r"(?i)(?<!\w)il\b"), "f": re.compile(r"(?i)(?<!\w)elle\b")}


def opening_pronoun(text: str, start: int) -> re.Match[str] | None:
    """Return the « il » or « elle » that is the subject of a sentence which begins at an offset.

    >>> [bool(opening_pronoun(text, 0)) for text in ("Il pleure.", "Puis elle rit.", "Il faut rire.", "Ils rient.")]
    [True, True, False, False]
    """
    lead = _LEAD.match(text, start)
    return _PRONOUN.match(text, start) or (_PRONOUN.match(text, lead.end()) if lead else None)


def taken_up(pronoun: str, before: str, event: Event | None, named: Sequence[Candidate]) -> Candidate | None:
    """Return whom a pronoun takes up: the subject of the sentence before, or the only person whom that one names.

    Where a pronoun stands there as well, « Hier, il a joué avec Paul Roux », it is whom that one means, known or not.
    """
    gender = "f" if pronoun.lower() == "elle" else "m"
    subject = event.who if event and event.who.kind in ("person", "phrase") else None
    alone = len(named) == 1 and not _SAME[gender].search(before)
    known = [subject, *(named if alone else ())]
    return next((w for w in known if w and not w.plural and {w.gender, gender} != {"f", "m"}), None)
