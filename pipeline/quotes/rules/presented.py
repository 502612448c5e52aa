"""What is said first, and whose it is only then: « Le stade rouvrira. C'est ce qu'a annoncé la maire. »"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.quotes.grammar.clause import Clause, Cue, Speaker, is_quoted
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import word_at, word_from
from pipeline.quotes.rules.inversions import presented_end
from pipeline.quotes.rules.report import Report, can_report, holds_verb, segment_start
from pipeline.quotes.text.sentences import Sentence

_PRESENTS = re.compile(r"(?:C'est|Voilà)(?: [\w' ]{2,20})? ce (?:que |qu'|qui ressort )")
# Between « ce que » and its verb stands a subject of so many words at most.
SUBJECT = 12


def presents(text: str, sentence: Sentence) -> bool:
    """Tell a sentence that says whose words the one before it was: it is read, whatever else it holds."""
    return _PRESENTS.match(text, sentence.start) is not None


def presented_report(before: Clause, clause: Clause) -> Report | None:
    """Return the sentence before « C'est ce qu'a annoncé la maire. » as what she has said."""
    ws = before.words
    told = before.sentence.paragraph == clause.sentence.paragraph and word_at(ws, len(ws) - 1).text == "."
    if before.quotes or not told or not holds_verb(before, 0, len(ws)):
        return None
    cue = _whose(clause, 0)
    return Report(0, len(ws), replace(cue, at=-1)) if cue else None


def presented_reports(clause: Clause) -> Iterator[Report]:
    """Yield what stands before « , c'est ce qu'indique la gendarmerie »."""
    ws = clause.words
    for i in range(2, len(ws) - 4) if "ce" in clause.forms else ():
        if ws[i].text != "," or ws[i + 1].lower not in ("c'", "voilà") or is_quoted(clause, i):
            continue
        start = segment_start(ws, i)
        if ws[start].lower == "ce":
            continue  # « Ce qu'il ne faut pas faire, c'est ce que la ville a promis »
        if holds_verb(clause, start, i) and (cue := _whose(clause, i + 1)):
            yield Report(start, i, cue)


def _whose(clause: Clause, at: int) -> Cue | None:
    """Read « c'est ce qu'a annoncé la maire », « c'est ce que la maire a dit », « c'est ce qui ressort d'une note »."""
    ws, first = clause.words, presented_end(clause.words, at)
    if not first:
        return None
    if ws[first - 1].lower == "qui":
        source = word_at(ws, first).lower == "ressort" and word_at(ws, first + 1).lower in words("of")
        speaker = read_speaker(clause, first + 2, len(ws)) if source else None
        known = speaker is not None and can_say(clause, speaker)
        return Cue("indirect-incise", "incise", "ressortir", speaker, at=first) if known else None
    group = next((g for g in clause.verbs if first <= g.first <= first + SUBJECT), None)
    if group is None or group.mood != "finite" or group.uses.isdisjoint(("report", "incise")):
        return None
    speaker = _who(clause, first, group) if group.lemma not in words("demand_verb") else None
    known = speaker is not None and can_report(ws, speaker) and can_say(clause, speaker)
    return Cue("indirect-incise", "incise", group.lemma, speaker, at=group.main) if known else None


def _who(clause: Clause, first: int, group: Group) -> Speaker | None:
    """Return the subject after « ce qu'a annoncé hier », or before the verb: « ce que la maire a dit »."""
    ws, limit = clause.words, len(clause.words)
    if group.first == first:
        at = skip_complements(clause, group.last + 1, limit)
        return read_speaker(clause, at, limit) if opens_phrase(ws, at) else None
    if not (opens_phrase(ws, first) or ws[first].lower in words("subject_pronoun")):
        return None
    speaker = read_subject(clause, group)
    return speaker if speaker and word_from(ws, speaker.phrase_end) == group.first else None
