"""« … » Un message d'Inès Roux ; « … » Cette petite phrase du maire : the sentence below says whose words they are."""

from pipeline.quotes.grammar.clause import Clause, Cue, Marked, Speaker
from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.words import find_word, is_det, word_at

# « Anne Vial fait ainsi allusion »: no more words stand between the name and « ainsi ».
THUS = 2
# « Cette toute petite phrase » : no noun stands further from its determiner.
NOUN = 4


def named_below(quote: Marked, below: Clause) -> Cue | None:
    """Return the cue of a quote that stands alone before « un message d'Inès Roux », « Inès Roux résume ainsi »."""
    speaker = _author(below) or _referring(below)
    return Cue("signature", "noun", "", speaker, near=True) if speaker else None


def _author(clause: Clause) -> Speaker | None:
    """Return whose message, phrase, tone the first words of a sentence name."""
    ws = clause.words
    if not is_det(word_at(ws, 0)):
        return None
    noun = find_word(ws, words("utterance"), 1, 1 + NOUN)
    if noun < 0 or any(w.text in ",;:.«»" for w in ws[:noun]):
        return None
    of = next((i for i in (noun + 1, noun + 2) if word_at(ws, i).lower in words("of")), -1)
    if of < 0 or not (opens_phrase(ws, of + 1) or word_at(ws, of + 1).lower in sayers()):
        return None
    speaker = read_speaker(clause, of + 1, len(ws))
    return speaker if speaker and speaker.kind != "pronoun" and can_say(clause, speaker) else None


def _referring(clause: Clause) -> Speaker | None:
    """Return who opens a sentence and refers to the words before it: « Anne Vial fait ainsi allusion au vote »."""
    ws = clause.words
    if not ws or ws[0].mark is not None or not ws[0].text[:1].isupper():
        return None
    speaker = read_speaker(clause, 0, len(ws))
    if speaker is None or speaker.kind != "name":
        return None
    after = [w for w in ws if w.start >= speaker.end][: THUS + 1]
    return speaker if any(w.lower in words("thus") for w in after) else None
