"""« À la mairie, on assure que… », « …, dit-on dans l'entourage du ministre » : where « on » is says who it is."""

from pipeline.quotes.grammar.bounds import is_medium, phrase_end
from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import phrases, words
from pipeline.quotes.grammar.phrases import read_speaker
from pipeline.quotes.grammar.words import find_word, run_end, run_start, word_at

# « de bonne source », « d'une source proche du dossier » : the noun stands so near its preposition.
SOURCE = 4


def whose_on(clause: Clause, pronoun: Speaker, after: int = -1) -> Speaker | None:
    """Return those whom « on » stands for: the place before it, or after the verb (``after``)."""
    ws = clause.words
    at = next((i for i, w in enumerate(ws) if w.end >= pronoun.end), len(ws))
    if word_at(ws, at).lower.strip("-t") != "on":
        return None
    if after >= 0:
        return _place(clause, after, len(ws), said=True)
    comma = run_start(ws, at, "adverb") - 1
    if word_at(ws, comma).text != ",":
        return None
    start = next((i + 1 for i in range(comma - 1, -1, -1) if ws[i].text in ",;:.»" or ws[i].mark is not None), 0)
    found = _place(clause, start, comma)
    return found if found and found.phrase_end == ws[comma - 1].end else None


def _place(clause: Clause, at: int, limit: int, *, said: bool = False) -> Speaker | None:
    """Read « à la mairie », « chez Airbus », « du côté des salariés », « dans l'entourage du ministre »."""
    ws = clause.words
    if said:
        at = run_end(ws, at, "time", "adverb")
        if source := unnamed_source(clause, at, limit):
            return source
    for lead in phrases("among").get(word_at(ws, at).lower, ()):
        start = at + len(lead)
        if start < limit and tuple(w.lower for w in ws[at:start]) == lead:
            speaker = read_speaker(clause, start, limit)
            return speaker if speaker and _can_speak(clause, at, start, speaker, lead, said=said) else None
    return None


def unnamed_source(clause: Clause, at: int, limit: int) -> Speaker | None:
    """Read « de source policière », « auprès d'une source proche du dossier »."""
    ws = clause.words
    if word_at(ws, at).lower not in words("from"):
        return None
    noun = find_word(ws, words("unnamed"), at + 1, min(at + SOURCE, limit))
    if noun < 0:
        return None
    first = at + 1 + (ws[at + 1].lower in words("bare_of"))
    end = phrase_end(clause, first, limit)
    span = ws[first].start, ws[max(end, noun + 1) - 1].end
    return Speaker(*span, "role", *span)


def _can_speak(clause: Clause, at: int, start: int, speaker: Speaker, lead: tuple[str, ...], *, said: bool) -> bool:
    """Tell « à l'Élysée », « dans l'entourage du maire » from « à Toulouse », « dans la rue ».

    A document speaks after the verb: « …, lit-on dans le rapport », « …, peut-on lire dans Les Échos ».
    """
    ws = clause.words
    inside = [w.lower for w in ws[start:] if w.start < speaker.phrase_end]
    if said and is_medium(clause, start - 1):
        return True
    if not words("circle").isdisjoint(inside[:3]):
        return True
    if not words("document").isdisjoint(inside[:3]):
        return said
    if lead[0] in words("inside"):
        return said and _is_organisation(clause, speaker)
    if not words("organisation").isdisjoint(inside[:3]) or lead[0] in words("with_people"):
        return True
    return _is_organisation(clause, speaker)


def _is_organisation(clause: Clause, speaker: Speaker) -> bool:
    return any(p.start < speaker.end and speaker.start < p.end and p.label == "ORG" for p in clause.people)
