"""Who can say something, and who does so beside a gerund."""

from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.grammar.names import ACRONYM, is_body
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import is_capital, word_at, word_from

# By the parse, a word that is no name of its own.
_COMMON = ("NOUN", "ADJ", "ADV", "VERB", "ADP")


def can_say(clause: Clause, speaker: Speaker) -> bool:
    """Tell whom a quote can be said by: somebody, a group, a document, not « la porte »."""
    if speaker.kind != "role":
        return speaker.kind != "organisation" or not _is_capital_alone(clause, speaker)
    said = [w.lower for w in clause.words if speaker.start <= w.start < speaker.end]
    if said[:1] and said[0] in words("met") and clause.text[speaker.phrase_start].isupper():
        return False  # « Invité de Radio Loue, Paul Arno a dit »
    if not sayers().isdisjoint(said) or not words("indefinite").isdisjoint(said[:1]):
        return True
    # « le scientifique », « ces derniers »; « l'étude scientifique » is another
    return not words("no_person", "latter").isdisjoint(said[1:2])


def _is_capital_alone(clause: Clause, speaker: Speaker) -> bool:
    """Tell « Preuve de la tension, », « Inconsolable, » from « Calandre » : a capital of the sentence makes no name."""
    ws = clause.words
    at = word_from(ws, speaker.phrase_start)
    word, before = word_at(ws, at), word_at(ws, at - 1).text
    if not is_capital(word) or word.pos not in _COMMON or (at and before not in (".", "!", "?", "…", "»", ":")):
        return False
    alone = word.pos == "NOUN" and speaker.end <= word.end  # « Calandre », which the parser does not know
    named = bool(clause.labels(at, at + 1)) or is_body(word) or bool(ACRONYM.match(word.text))
    return not (alone or named)


def gerund_subject(clause: Clause, group: Group, at: int) -> Speaker | None:
    """Return who stands between a comma, or « et », and a gerund: « …, Kiev affirmant », « et eux en disant »."""
    ws = clause.words
    if group.mood != "gerund" or not opens_phrase(ws, at + 1):
        return None
    last = group.first - (ws[group.first - 1].lower in words("heads_gerund"))
    if any(w.text == "," or w.pos in ("VERB", "AUX") for w in ws[at + 1 : last]):
        return None
    speaker = read_speaker(clause, at + 1, last)
    whole = speaker is not None and speaker.phrase_end == ws[last - 1].end
    return speaker if speaker and whole and can_say(clause, speaker) else None
