"""What « l' » stands for before it is said: « La maire l'assure, la digue tiendra », « Comme elle l'a rappelé, … »."""

from collections.abc import Iterator, Sequence

from pipeline.quotes.grammar.clause import Clause, Cue, is_quoted
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.main_clause import opens_subject
from pipeline.quotes.grammar.phrases import opens_phrase
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group, is_negated
from pipeline.quotes.grammar.words import word_at
from pipeline.quotes.rules.report import Report, can_report, holds_verb, segment_end, segment_start
from pipeline.quotes.text.sentences import Word

# « à Paul Arno, le patron du réseau, » : whom it was told ends no further from the verb, in words.
TOLD = 24


def foretold_reports(clause: Clause) -> Iterator[Report]:
    """Yield what follows « La maire l'assure, », « Comme elle l'a expliqué mardi à la presse, »."""
    for group in clause.verbs:
        if group.mood == "finite" and _stands_for(clause.words, group) and (found := _foretold(clause, group)):
            yield found


def _stands_for(ws: Sequence[Word], group: Group) -> bool:
    """Tell « l'assure », « l'a répété » from « le lui a dit », « l'appelle » : what is said is the object."""
    clitic = word_at(ws, group.first)
    noun = clitic.lower == "le" and ws[group.main].pos != "VERB"  # « par le juge »
    said = clitic.lower in ("l'", "le") and "report" in group.uses and not is_negated(ws, group)
    return said and (not noun or word_at(ws, group.first - 1).lower in words("pronoun"))


def _foretold(clause: Clause, group: Group) -> Report | None:
    ws, start = clause.words, segment_start(clause.words, group.first)
    as_said = ws[start].lower == "comme"
    first = start + as_said
    if not (opens_phrase(ws, first) or ws[first].lower in words("pronoun")) or is_quoted(clause, first):
        return None
    apart = _end(clause, group, as_said=as_said)
    if apart < 0 or not holds_verb(clause, apart + 1, segment_end(ws, apart + 1)):
        return None
    speaker = read_subject(clause, group)
    if speaker is None or not can_report(ws, speaker) or not can_say(clause, speaker):
        return None
    if ws[group.first - 1].end not in (speaker.end, speaker.phrase_end):
        return None  # « Entendue par le juge, Léa Morin a nié »
    sort = "incise" if as_said else "colon"
    return Report(apart + 1, segment_end(ws, apart + 1), Cue("indirect-incise", sort, group.lemma, speaker))


def _end(clause: Clause, group: Group, *, as_said: bool) -> int:
    """Return the comma, or the colon, after which it is said, or -1.

    Without « comme » it stands right after the verb: « Paul Arno l'assure, et il n'est pas seul » is something else.
    """
    ws, after = clause.words, group.last + 1
    if not as_said:
        said = word_at(ws, after).text in (",", ":") and opens_phrase(ws, after + 1)
        return after if said else -1
    near = range(after, min(after + TOLD, len(ws)))
    commas = [i for i in near if ws[i].text == "," and not holds_verb(clause, after, i)]
    stops = [*commas[1:], len(ws)][: len(commas)]
    whole = (
        c
        for c, s in zip(commas, stops, strict=True)
        if c + 1 < len(ws) and opens_subject(ws, c + 1) and holds_verb(clause, c + 1, s)
    )
    return next(whole, next(iter(commas), -1))
