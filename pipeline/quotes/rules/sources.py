"""Sources: « selon l'Insee », « d'après le maire », « pour l'Autorité », « aux yeux de »."""

from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause, Cue, Marked, Speaker, is_quoted
from pipeline.quotes.grammar.lexicon import phrases, sayers
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.subjects import can_say, read_subject
from pipeline.quotes.text.sentences import Word


def according(clause: Clause, quote: Marked) -> Cue | None:
    """Selon l'Insee, « … » ; « … », d'après le maire ; pour l'Autorité, « … »."""
    ws = clause.words
    for i, word in enumerate(ws):
        if not opens_source(word) or is_quoted(clause, i):
            continue
        found = source_at(clause, i)
        if found is None or any(w.text == ";" for w in ws[min(i, quote.first) : max(i, quote.last)]):
            continue
        after = i > quote.last
        if not after and not any(w.text in ",«" or w.mark for w in ws[i : quote.first]) and found[1] < quote.first:
            continue
        if not after and _reported_since(clause, found[1], quote.first):
            continue
        if after and word.lower == "pour" and i > quote.last + 2:
            continue
        return Cue("pour" if word.lower == "pour" else "selon", "according_to", "", found[0], near=not after)
    return None


def _reported_since(clause: Clause, at: int, limit: int) -> bool:
    """Tell « d'après un témoin, « … », d'autres assurent que « … » » : a further verb takes over from the source."""
    ws = clause.words
    return any(
        (speaker := read_subject(clause, g)) is not None and can_say(clause, speaker)
        for g in clause.verbs
        if at <= g.first < limit and "que" in g.uses
        if any(w.lower in ("que", "qu'") for w in ws[g.last + 1 : limit])
    )


def opens_source(word: Word) -> bool:
    """Tell a word that « selon », « d'après », « aux yeux de » begin with: the others need no look."""
    return word.lower in phrases("source") or word.lower == "d'après"


def source_at(clause: Clause, at: int) -> tuple[Speaker, int] | None:
    """Return the source that « selon », « pour »... name at a word, and the word after it."""
    ws = clause.words
    start = source_start(ws, at)
    if start < 0 or not (opens_phrase(ws, start) or (ws[start].lower in sayers() and ws[start - 1].lower == "du")):
        return None
    limit = next((q.first for q in clause.quotes if q.first > start), len(ws))
    speaker = read_speaker(clause, start, limit)
    if speaker is None or (ws[at].lower == "pour" and not can_hold_view(clause, at, start, speaker)):
        return None
    if speaker.kind == "role" and not any(w.lower in sayers() for w in ws[start : start + 6]):
        return None
    return speaker, next((j for j, w in enumerate(ws) if w.start >= speaker.phrase_end), len(ws))


def source_start(ws: Sequence[Word], at: int) -> int:
    """Return where the source begins after « selon », « d'après », « aux yeux de », « de l'avis de »... or -1."""
    if ws[at].lower == "d'après":
        return at + 1 if at + 1 < len(ws) else -1
    for lead in phrases("source").get(ws[at].lower, ()):
        start = at + len(lead)
        if start < len(ws) and all(w.lower == part for w, part in zip(ws[at:start], lead, strict=True)):
            return -1 if ws[start].lower in ("que", "qu'", "où", "ces") else start
    return -1


def can_hold_view(clause: Clause, at: int, start: int, speaker: Speaker) -> bool:
    """Tell « pour l'Autorité » (a view) from « pour 2 millions », « pour la rentrée », « pour qui »."""
    ws = clause.words
    if speaker.kind == "document":
        return False
    if speaker.kind == "role" and not any(w.lower in sayers() for w in ws[start : start + 4]):
        return False
    opens = at == 0 or ws[at - 1].text in ",:;" or ws[at - 1].lower in ("et", "mais", "car", "or", "que", "qu'")
    return opens and _closed_by_comma(clause, start)


def _closed_by_comma(clause: Clause, start: int) -> bool:
    ws = clause.words
    for i in range(start, min(start + 25, len(ws))):
        if ws[i].text in (",", "«") or ws[i].mark is not None:
            return True
        if ws[i].text in ".;":
            return i > start and len(ws) - i <= 1
    return False
