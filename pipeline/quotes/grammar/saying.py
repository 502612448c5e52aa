"""Who can say something, and who does so beside a gerund."""

from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.verb_groups import Group


def can_say(clause: Clause, speaker: Speaker) -> bool:
    """Tell whom a quote can be said by: somebody, a group, a document, not « la porte »."""
    if speaker.kind != "role":
        return True
    said = [w.lower for w in clause.words if speaker.phrase_start <= w.start < speaker.phrase_end]
    if not sayers().isdisjoint(said) or not words("indefinite").isdisjoint(said[:1]):
        return True
    # « le scientifique », « ces derniers »; « l'étude scientifique » is another
    return not words("no_person", "latter").isdisjoint(said[1:2])


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
