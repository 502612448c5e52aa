"""Whom the sentence before a quote that stands alone lets speak: « Léa Morin s'emporte. « On a menti. » »"""

from collections.abc import Callable

from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.instances import one_of_them
from pipeline.quotes.grammar.lexicon import persons, speech_forms, words
from pipeline.quotes.grammar.phrases import read_speaker
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.words import find_word, is_det, phrase_at, word_at, word_from

# « Un même sentiment de colère » : the noun is one of the first words; « partagé hier par » : « par » stands near.
NOUN, BY = 6, 3
# « Des mots perçus, hier encore, comme sincères » : the participle is one of the first words.
REACTS = 9


def lead_speaker(clause: Clause) -> Speaker | None:
    """Return whom a sentence lets speak in the next one; who is asked about does not answer."""
    if word_at(clause.words, len(clause.words) - 1).text == "?":
        return None
    return next((found for rule in RULES if (found := rule(clause))), None)


def who_shares(clause: Clause) -> Speaker | None:
    """Return who shares the view just told: « Une opinion partagée par Anne Vial. », « Même constat chez Luc. »."""
    ws = clause.words
    noun = find_word(ws, words("shared"), 0, NOUN)
    if noun < 0 or any(w.text in ",;:.«»" for w in ws[:noun]):
        return None
    opened = word_at(ws, 0).lower in words("same") or word_at(ws, 0).lower in words("determiner")
    presented = [w.lower for w in ws[:2]] == ["c'", "est"]
    at = (_shared_by(clause, noun) if opened else 0) or (_of(clause, noun) if presented else 0)
    speaker = read_speaker(clause, at, len(ws)) if at else None
    return speaker if speaker and speaker.kind in ("name", "role") and can_say(clause, speaker) else None


def _who_reacts(clause: Clause) -> Speaker | None:
    """« Une décision dénoncée par Anne Vial. », « Un choix que regrette le maire. » : who judges what was just told."""
    ws = clause.words
    if not is_det(word_at(ws, 0)) or ws[0].mark is not None:
        return None
    for at in range(2, min(REACTS, len(ws) - 1)):
        if ws[at].text in ",;:.«»":
            return None
        verb = speech_forms().get(ws[at].lower)
        that = verb is not None and word_at(ws, at - 1).lower in words("complementizer")
        by = find_word(ws, ("par",), at + 1, at + 1 + BY) if ws[at].lower in words("reaction") else -1
        start = by + 1 if by > 0 else at + 1 if that else -1
        speaker = read_speaker(clause, start, len(ws)) if start > 0 else None
        if speaker and speaker.kind in ("name", "role") and can_say(clause, speaker):
            return speaker if not _has_main_verb(clause, at, speaker) else None
    return None


def _has_main_verb(clause: Clause, at: int, speaker: Speaker) -> bool:
    """Tell « La loi dénoncée par Paul Roux entre en vigueur », whose verb is still to come or stands before."""
    ws = clause.words
    after = word_from(ws, speaker.phrase_end)
    others = any(g.mood == "finite" and not g.first <= at <= g.last for g in clause.verbs if g.first < after)
    return others or word_at(ws, after).text not in (".", ",", "", "…")


def _shared_by(clause: Clause, noun: int) -> int:
    """Return where whoever shares a view is named: « … partagée par », « … que partage », « Même … chez »; or 0."""
    ws = clause.words
    for at in range(noun + 1, min(noun + 1 + NOUN, len(ws))):
        if any(group.first < at < group.last for group in clause.verbs) or ws[at].text in ",;:.":
            return 0
        word = ws[at].lower
        if word in words("shares") and word_at(ws, at - 1).lower in words("complementizer"):
            return at + 1
        by = find_word(ws, ("par",), at + 1, at + 1 + BY) if word in words("shared_participle") else -1
        if by > 0:
            return by + 1
        if ws[0].lower in words("same") and (end := phrase_at(ws, at, "sharer")):
            return end
    return 0


def _of(clause: Clause, noun: int) -> int:
    """Return where « de » ends after a noun: « l'avis de »; or 0."""
    return noun + 2 if word_at(clause.words, noun + 1).lower in words("of", "bare_of") else 0


def _instance(clause: Clause) -> Speaker | None:
    """« Certains, comme Luc Bernard, s'en réjouissent. » : who is named as one of many."""
    verbs = [g for g in clause.verbs if g.mood == "finite"]
    return one_of_them(clause, read_subject(clause, verbs[0]) if verbs else None, len(clause.words))


def _subject(clause: Clause) -> Speaker | None:
    """« Léa Morin s'emporte. » : the person whom the sentence is about."""
    verbs = [g for g in clause.verbs if g.mood == "finite"]
    group = verbs[-1] if verbs else None
    speaker = read_subject(clause, group) if group else read_subject(clause, None, limit=len(clause.words))
    if speaker is None or speaker.kind not in ("name", "role", "pronoun"):
        return None
    if speaker.kind == "name":
        return speaker
    said = clause.text[speaker.start : speaker.end].lower()
    if speaker.kind == "pronoun":
        return speaker if group and said in ("il", "elle") else None
    return speaker if any(part in persons() for part in said.replace("'", " ").split()[:4]) else None


RULES: tuple[Callable[[Clause], Speaker | None], ...] = (who_shares, _who_reacts, _instance, _subject)
