"""What « qui » stands for: the noun phrase that ends where it begins."""

from collections.abc import Sequence

from pipeline.quotes.grammar.appositives import segment_start, with_name_before
from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.grammar.names import is_body
from pipeline.quotes.grammar.phrases import read_speaker
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import find_word, is_capital, is_det, run_start, word_at, word_from
from pipeline.quotes.text.sentences import Word


def whole_phrase(ws: Sequence[Word], end: int) -> int:
    """Return where « l'ancien salarié de la filiale » begins that ends at a word, or -1: not after « de ».

    Of « un communiqué de la section locale », the section speaks.
    """
    author = -1
    for at in range(end - 1, -1, -1):
        if ws[at].text in ",;:.«»" or ws[at].mark is not None:
            return -1
        if not is_det(ws[at]) or ws[at].lower in words("of"):
            continue
        if word_at(ws, at - 1).lower not in words("of"):
            return author if author >= 0 and ws[at + 1].lower in words("document") else at
        author = at
    return -1


def before_relative(clause: Clause, at: int) -> Speaker | None:
    """Return the name, or the speaker of the quote, that ends where « qui » begins."""
    ws = clause.words
    comma = word_at(ws, at - 1).text == ","
    last = at - 1 - comma
    if last < 0:
        return None
    known = [q.cue.speaker for q in clause.quotes if q.cue and q.cue.speaker]
    if found := next((s for s in known if s.phrase_end == ws[last].end), None):
        return found
    for name in clause.names:
        alone = name.after == last + 1 and name.label in ("PER", "ORG") and _stands_alone(ws, name.first, name.label)
        if alone:
            return read_speaker(clause, name.first, last + 1)
    found = _phrase_up_to(clause, last)
    if not comma:  # « corrigée par la présidente de la commission qui »: nobody else acts
        return found if found and word_at(ws, word_from(ws, found.phrase_start) - 1).lower == "par" else None
    return found or _owner(clause, last)


def through_relative(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Une voisine qui a lu le rapport dénonce « … » » : who opens the sentence, not what the relative holds."""
    ws = clause.words
    if group is None or group.mood != "finite":
        return None
    start = segment_start(ws, before)
    qui = find_word(ws, ("qui",), start + 1, before)
    held = ws[qui + 1 : before]
    if qui < 0 or ws[qui - 1].text == "," or not any(w.pos in ("VERB", "AUX") for w in held):
        return None
    if any(w.lower in words("complementizer", "subordinator") for w in held):
        return None  # « Une voisine qui sait que le maire dénonce « … » »
    found = read_speaker(clause, start, qui)
    whole = found is not None and found.phrase_end == ws[qui - 1].end and found.kind != "pronoun"
    return found if whole else None


def across_relative(clause: Clause, before: int) -> Speaker | None:
    """Return whom a relative between commas parts from his verb: « Paul Roux, dont l'usine ferme, craint »."""
    ws = clause.words
    comma = run_start(ws, before, "adverb") - 1
    start = segment_start(ws, comma) if word_at(ws, comma).text == "," else -1
    if start < 0 or word_at(ws, start).lower not in words("object_relative") or word_at(ws, start - 1).text != ",":
        return None
    acts = any(start < g.first < comma for g in clause.verbs) or any(w.pos in ("VERB", "AUX") for w in ws[start:comma])
    return before_relative(clause, start) if acts else None


def _stands_alone(ws: Sequence[Word], at: int, label: str) -> bool:
    """Tell a name from the complement of another: « la porte-parole de la DGAC », « permanente CSC »."""
    if at == 0:
        return True
    before = ws[at - 1 - (is_det(ws[at - 1]) and at > 1)].lower
    if ws[at - 1].lower in words("ties") or before in words("ties"):
        return label == "PER" and ws[at - 1].lower in words("bare_of") and not _can_own(word_at(ws, at - 2))
    return label == "PER" or is_det(ws[at - 1]) or before in words("preposition")


def _can_own(word: Word) -> bool:
    """Tell « l'avocat de Paul Roux qui accuse » from « à la suite de Paul Roux qui accuse »."""
    return word.lower in sayers() or is_body(word) or is_capital(word) or not word.text.isalpha()


def _phrase_up_to(clause: Clause, last: int) -> Speaker | None:
    """Return the phrase that ends at a word, from its first determiner: « le gouvernement »."""
    ws = clause.words
    for at in range(last, max(-1, last - 12), -1):
        if ws[at].text in ",;:.()«»" or ws[at].mark is not None:
            return None
        before = word_at(ws, at - 1)
        if is_det(ws[at]) and ws[at].lower not in words("contraction") and before.lower not in words("bare_of"):
            found = read_speaker(clause, at, last + 1)
            if found is None or found.phrase_end != ws[last].end or not _has_sayer(ws[at : last + 1], found):
                return None
            return with_name_before(clause, at - is_det(before), last + 1, found)
    return None


def _owner(clause: Clause, last: int) -> Speaker | None:
    """Return « Paul Roux » of « les propos de Paul Roux, qui a promis », « le maire » of « la décision du maire ».

    Where the noun that leads the phrase can say nothing, its complement does.
    """
    ws = clause.words
    for name in clause.names:
        if name.after == last + 1 and name.label in ("PER", "ORG") and name.first:
            first = name.first - (is_det(ws[name.first - 1]) and name.label == "ORG")
            return read_speaker(clause, first, last + 1)
    start = next((at for at in range(last, max(-1, last - 8), -1) if is_det(ws[at])), -1)
    if start <= 0 or ws[start - 1].text in ",;:.()«»":
        return None
    bare = ws[start].lower in words("contraction")
    found = read_speaker(clause, start + bare, last + 1)
    return found if found and found.phrase_end == ws[last].end and _has_sayer(ws[start : last + 1], found) else None


def _has_sayer(ws: Sequence[Word], speaker: Speaker) -> bool:
    """Tell « le maire de Brest », who may say something, from « la décision du maire »."""
    if speaker.kind != "role":
        return True
    led = next((i for i, w in enumerate(ws) if i and w.lower in words("of", "contraction")), len(ws))
    counted = not words("quantity", "one_of_many").isdisjoint(w.lower for w in ws[:led])
    return any(w.lower in sayers() for w in (ws if counted else ws[:led]))
