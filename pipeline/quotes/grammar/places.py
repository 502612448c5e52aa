"""« À la mairie, on assure que… », « …, dit-on dans l'entourage du ministre » : where « on » is says who it is."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import phrases, words
from pipeline.quotes.grammar.phrases import Speaker, read_speaker
from pipeline.quotes.text.sentences import Word


def whose_on(clause: Clause, pronoun: Speaker, after: int = -1) -> Speaker | None:
    """Return « on » with those whom it stands for as its phrase: the place before it, or after the verb (``after``)."""
    ws = clause.words
    at = next((i for i, w in enumerate(ws) if w.end >= pronoun.end), len(ws))
    if at == len(ws) or ws[at].lower.strip("-t") != "on":
        return None
    if after >= 0:
        found = _place(clause, after, len(ws), said=True) if after < len(ws) else None
        return _at(pronoun, found) if found else None
    comma = at - 1
    while comma > 0 and ws[comma].lower in words("adverb"):
        comma -= 1
    if comma <= 0 or ws[comma].text != ",":
        return None
    start = next((i + 1 for i in range(comma - 1, -1, -1) if ws[i].text in ",;:.»" or ws[i].mark is not None), 0)
    found = _place(clause, start, comma)
    return _at(pronoun, found) if found and found.phrase_end == ws[comma - 1].end else None


def _at(pronoun: Speaker, place: Speaker) -> Speaker:
    return replace(pronoun, phrase_start=place.start, phrase_end=place.end)


def _place(clause: Clause, at: int, limit: int, *, said: bool = False) -> Speaker | None:
    """Read « à la mairie », « chez Airbus », « du côté des salariés », « dans l'entourage du ministre »."""
    ws = clause.words
    for lead in phrases("among").get(ws[at].lower, ()):
        start = at + len(lead)
        if start < limit and all(w.lower == part for w, part in zip(ws[at:start], lead, strict=True)):
            speaker = read_speaker(clause.text, ws, start, limit, clause.people)
            return speaker if speaker and _can_speak(clause, ws[start:], speaker, lead, said=said) else None
    return None


def _can_speak(clause: Clause, ws: Sequence[Word], speaker: Speaker, lead: tuple[str, ...], *, said: bool) -> bool:
    """Tell « à l'Élysée », « dans l'entourage du maire » from « à Toulouse », « dans la rue ».

    A document speaks after the verb: « …, lit-on dans le rapport ».
    """
    inside = [w.lower for w in ws if w.start < speaker.phrase_end]
    if not words("circle").isdisjoint(inside[:3]):
        return True
    if not words("document").isdisjoint(inside[:3]):
        return said
    if lead == ("dans",):
        return False
    if not words("organisation").isdisjoint(inside[:3]) or lead[0] in ("chez", "côté", "du"):
        return True
    return any(a < speaker.end and speaker.start < b and label == "ORG" for a, b, label in clause.people)
