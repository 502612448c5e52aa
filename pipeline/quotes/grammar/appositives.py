"""« Paul Arno, délégué CGT, 54 ans, soupire » : the phrase before an apposition that was taken for the subject."""

from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.names import is_person_name, name_end
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.words import find_back, find_word, is_capital, is_det, word_at
from pipeline.quotes.text.sentences import Word

DASHES = ("–", "—", "-")


def with_name_before(clause: Clause, start: int, before: int, speaker: Speaker) -> Speaker:
    """Take the first phrase of « Paul Arno, délégué CGT, 54 ans, soupire » when the parser took the apposition."""
    ws = clause.words
    if start < 2 or ws[start - 1].text != "," or start > before or ws[start].lower in words("one_of_many"):
        return speaker
    name = start - 1
    while _is_of_name(word_at(ws, name - 1)):
        name -= 1
    closed = any(w.text == "," for w in ws if speaker.phrase_end <= w.start < speaker.phrase_end + 2)
    if _is_led(ws, name) and not closed:
        return speaker
    if speaker.kind == "role" and is_person_name(clause, name, start - 1):
        return read_speaker(clause, name, before) or speaker
    first = segment_start(ws, start - 1)
    if not _opens_segment(clause, first, start, speaker):
        return speaker
    longer = read_speaker(clause, first, before)
    return longer if longer and longer.phrase_end >= speaker.end else speaker


def _opens_segment(clause: Clause, first: int, start: int, speaker: Speaker) -> bool:
    """Tell whether the segment before an apposition is a noun phrase alone: « Le maire, Paul Arno, »."""
    ws = clause.words
    if not opens_phrase(ws, first) or ws[first].lower in words("pronoun") or ws[first].pos in ("ADJ", "VERB"):
        return False  # « Inconnu de la justice, le suspect a dit »
    whole = name_end(clause, first, start - 1) == start - 1  # « Joint par téléphone, un agent a dit »
    named = is_det(ws[first]) or (speaker.kind != "name" and whole and is_person_name(clause, first, start - 1))
    bare = not any(w.pos in ("VERB", "AUX") for w in ws[first:start])
    return named and bare and word_at(ws, first - 1).text in ("", "»")


def _is_of_name(word: Word) -> bool:
    named = is_capital(word) and word.lower not in words("preposition")
    return word.mark is None and (named or word.text == "-")


def _is_led(ws: Sequence[Word], at: int) -> bool:
    """Tell « Après Paul Arno, le maire assure » from « Paul Arno, le maire, assure »."""
    return word_at(ws, at - 1).lower in words("preposition", "ties")


def segment_start(ws: Sequence[Word], comma: int) -> int:
    """Return where the words between commas begin that end at a word."""
    at = comma
    while at > 0 and ws[at - 1].text not in ",;:.«»" and ws[at - 1].mark is None:
        at -= 1
    return at


def aside_start(ws: Sequence[Word], before: int) -> int:
    """Return where dashes, or brackets around a list, open that close before a word; 0: none do."""
    closing = word_at(ws, before - 1).text
    if closing in DASHES:
        return next((i for i in range(before - 3, 0, -1) if ws[i].text in DASHES and ws[i - 1].end < ws[i].start), 0)
    opening = find_back(ws, ("(",), before) if closing == ")" else -1
    return opening if opening > 0 and find_word(ws, (",",), opening, before) > 0 else 0
