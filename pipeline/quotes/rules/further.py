"""What is reported beside words in marks: « … a dit que « tout va bien » et que les otages étaient libres »."""

from collections.abc import Iterator

from pipeline.quotes.grammar.clause import Clause, Cue
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.rules.ends import clause_end
from pipeline.quotes.rules.report import Report, can_report

# Between the words in marks and « et que », in words.
REACH = 12


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
