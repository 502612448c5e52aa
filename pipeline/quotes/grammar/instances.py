"""Who is named as one of many: « Les riverains, comme Denis Roux, s'inquiètent : « … » » lets Denis Roux speak."""

from pipeline.quotes.grammar.clause import Clause, Speaker, is_quoted
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.phrases import read_speaker
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.words import phrase_at, word_at, word_from

# « Certains habitants du quartier des Tilleuls, hier matin, comme »: no more words stand between.
FAR = 30


def one_of_them(clause: Clause, speaker: Speaker | None, limit: int) -> Speaker | None:
    """Return who is named before a word as one of the many who are the subject, or nothing.

    « Paul Roux reçoit des élus, comme Anne Vial : » has a subject of its own; « comme Anne Vial l'espère » is a clause.
    """
    ws = clause.words
    first = word_from(ws, speaker.phrase_start) if speaker else 0
    if not (speaker is None or speaker.kind in ("role", "organisation")) or not _are_many(clause, first):
        return None
    for at in range(first + 1, min(first + FAR, limit)):
        start = phrase_at(ws, at, "instance")
        beside = speaker is not None and word_from(ws, speaker.phrase_end) == at  # « des éleveurs comme Luc Bernard »
        if not start or is_quoted(clause, at) or not (beside or ws[at - 1].text == ","):
            continue
        found = read_speaker(clause, start, limit)
        if found and found.kind in ("name", "role") and can_say(clause, found) and not _are_many(clause, start):
            return found if beside or _is_alone(clause, found, limit) else None
    return None


def _are_many(clause: Clause, at: int) -> bool:
    """Tell « les », « certains », « beaucoup », « d'autres » from « le », « Paul Roux »."""
    ws = clause.words
    others = ws[at].lower == "d'" and word_at(ws, at + 1).lower in words("others")
    return others or ws[at].lower in words("plural", "indefinite")


def _is_alone(clause: Clause, speaker: Speaker, limit: int) -> bool:
    """Tell « comme Anne Vial, qui tient la mercerie » from « comme Anne Vial l'avait prédit »."""
    ws = clause.words
    after = word_from(ws, max(speaker.end, speaker.phrase_end))
    return after >= limit or ws[after].text in ",.;:" or ws[after].lower in words("relative", "relative_pronoun")
