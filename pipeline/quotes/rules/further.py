"""What is reported beside words in marks: « … a dit que « tout va bien » et que les otages étaient libres »."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.quotes.grammar.clause import Clause, Cue
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.rules.ends import clause_end
from pipeline.quotes.rules.report import Report, can_report, holds_verb
from pipeline.quotes.rules.reports import verb_reports
from pipeline.quotes.text.sentences import Sentence

# Between the words in marks and « et que », in words.
REACH = 30


def continues(text: str, sentence: Sentence) -> bool:
    """Tell a sentence that goes on with the report before it: « Et que personne ne perdrait son poste. »"""
    return _AND_THAT.match(text, sentence.start) is not None and text[sentence.end - 1 : sentence.end] != "?"


def continued_report(before: Clause, clause: Clause) -> Report | None:
    """Return what « Et que… » goes on to say, of the last verb of the sentence before that reports a clause."""
    said = [report.cue for report in verb_reports(before) if report.cue.rule == "indirect-that"]
    said += [q.cue for q in before.quotes if q.cue and q.cue.sort == "that" and q.cue.speaker]
    group = next((g for g in before.verbs for cue in said[-1:] if g.main == cue.at or g.lemma == cue.verb), None)
    if group is None or not holds_verb(clause, 2, len(clause.words)):
        return None
    return Report(2, len(clause.words), replace(said[-1], rule="indirect-that", at=-1))


_AND_THAT = re.compile(r"(?:Et|Mais|Ou) qu(?:e |')")


def further_reports(clause: Clause) -> Iterator[Report]:
    """Yield a further « que » clause of a verb whose first clause holds words in marks."""
    ws = clause.words
    for quote in clause.quotes:
        cue = quote.cue
        if cue is None or cue.sort != "that" or cue.speaker is None or not can_report(ws, cue.speaker):
            continue
        group = next((g for g in reversed(clause.verbs) if g.last < quote.first and g.lemma == cue.verb), None)
        if group is None or "report" not in group.uses:
            continue
        for i in range(quote.last + 1, min(quote.last + REACH, len(ws) - 2)):
            if ws[i].text in ";:" or ws[i].mark is not None or any(i == g.first for g in clause.verbs):
                break
            if ws[i].lower in words("opens_clause") | {","} and ws[i + 1].lower in words("complementizer"):
                further = Cue("indirect-that", "that", cue.verb, cue.speaker, at=group.main)
                yield Report(i + 2, clause_end(clause, group, i + 1), further)
                break
