"""Indirect speech: what is reported without marks, by a verb, a source, an incise."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.quotes.grammar.clause import Clause, Cue, Marked
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.main_clause import is_subject
from pipeline.quotes.grammar.passages import has_finite_verb, opens_on_verb, word_count
from pipeline.quotes.grammar.phrases import opens_phrase
from pipeline.quotes.grammar.words import is_det, word_at, word_from
from pipeline.quotes.records import Quote
from pipeline.quotes.rules.foretold import foretold_reports
from pipeline.quotes.rules.further import continued_report, further_reports
from pipeline.quotes.rules.incises import as_said_reports, bare_incise_reports, incise_reports, is_subordinate
from pipeline.quotes.rules.presented import presented_report, presented_reports
from pipeline.quotes.rules.report import Report, holds_verb
from pipeline.quotes.rules.reports import verb_reports
from pipeline.quotes.rules.said import is_unsaid, said, words_said
from pipeline.quotes.rules.sources import source_reports
from pipeline.quotes.rules.speech_or_term import odds_of_speech
from pipeline.quotes.rules.views import viewed_reports
from pipeline.quotes.text.sentences import Word

# Fewer words say nothing; « dit vouloir partir » is a report.
LEAST, LEAST_BARE = 3, 2
# A fragment of so few words may be a word of the report, not words of its own: « des « gilets jaunes » ont défilé ».
WORD = 5
# Amid what a source says, words in marks that are speech with less probability than this are words of the report: of
# the values from 0.6 to 0.9, tried on annotated press, this one finds more reports at no loss of speech.
TERM = 0.75
# So many words at most name something: « un « camp d'entraînement » ».
NAME = 3
# What these report has no finite verb.
INFINITIVES = ("indirect-infinitive", "indirect-demand")
RULES: tuple[Callable[[Clause], Iterator[Report]], ...] = (
    verb_reports,
    further_reports,
    source_reports,
    viewed_reports,
    as_said_reports,
    foretold_reports,
    presented_reports,
    incise_reports,
    bare_incise_reports,
)


def find_indirect(raw: str, clause: Clause, before: Clause | None = None) -> Iterator[Quote]:
    """Find what a sentence reports without marks, surest first, no overlap; ``before`` is the one it goes on with.

    A word in marks that a report holds is a word of it, no longer spoken by itself.
    """
    reports = [report for rule in RULES for report in rule(clause)]
    if before and (further := continued_report(before, clause)):
        reports.insert(0, further)
    outer = [report for report in reports if any(_holds(report, other) for other in reports)]
    taken: list[Report] = []
    for report in [*outer, *(r for r in reports if r not in outer)]:
        found = _placed(raw, clause, report)
        if found is None or any(t.first < found.after and found.first < t.after for t in taken):
            continue
        taken.append(found)
        yield _quote(raw, clause, found)


def find_presented(raw: str, before: Clause, clause: Clause) -> Iterator[Quote]:
    """Find what the sentence before has said, which reports nothing by itself, if this one tells whose words it was."""
    report = presented_report(before, clause)
    if report and not any(rule_report for rule in RULES for rule_report in rule(before)):
        found = _placed(raw, before, report)
        yield from [_quote(raw, before, found)] if found else []


def _holds(report: Report, other: Report) -> bool:
    """Tell a source or an incise whose words report in turn: « Anne Vial a dit qu'elle partait, relate BFMTV »."""
    if report.cue.sort not in ("according_to", "incise") or report.cue.at == other.cue.at:
        return False
    if other.cue.sort == "incise" and report.cue.sort != "incise":
        return False
    verb = other.cue.at if other.cue.at >= 0 else other.first
    return report.first <= verb < report.after


def _placed(raw: str, clause: Clause, report: Report) -> Report | None:
    """Return a report without its dateline, its stops and what it quotes, or nothing if too little is left."""
    first, after = _trimmed(clause.words, _after_dateline(raw, clause, report.first), report.after)
    spoken = [q for q in clause.quotes if first <= q.first < after and q.spoken]
    held = [q for q in spoken if _is_held(clause, report.cue, q, first, after)]
    if len(held) < len(spoken):
        meets = next(q for q in spoken if q not in held)
        end = _before_fragment(clause, report.cue, first, meets)
        first, after = _trimmed(clause.words, first, end) if end > first else _after_fragments(clause, report, spoken)
    if any(q.first <= first and after <= q.last + 1 for q in clause.quotes):
        return None  # words in marks that are no speech are no report either
    if report.cue.sort == "according_to" and clause.words[first].lower in words("complementizer"):
        first += 1  # « L'étude montre, selon elle, que la digue cédera »
    verb = report.cue.at if report.cue.sort == "incise" else -1
    if first <= verb < after and (after <= verb + LEAST + 1 or verb <= first + 1):
        return None  # nothing is left but the incise
    if after - first < (LEAST_BARE if report.cue.rule in INFINITIVES else LEAST):
        return None
    for quote in held:
        quote.spoken = quote.first >= after
    return replace(report, first=first, after=after)


def _is_held(clause: Clause, cue: Cue, quote: Marked, first: int, after: int) -> bool:
    """Tell a word of a report from words of their own: « Des « gilets jaunes » ont défilé, a annoncé la police ».

    « Il promet de garder l'« esprit » du lieu » : amid what a verb reports, a single noun is held; what is said of
    something, « le projet est « bâclé » », is not.
    """
    passage = clause.text[quote.mark.start : quote.mark.end]
    if quote.first <= first or after - quote.last <= LEAST:
        return False
    few = word_count(passage) <= WORD and not (has_finite_verb(passage) or opens_on_verb(passage))
    if cue.sort == "according_to" and few and _is_word_of(clause, quote) and odds_of_speech(clause, quote) < TERM:
        return True
    if cue.sort == "that" and _is_subject_name(clause, quote, first, after):
        return True
    if cue.sort != "incise":
        return len(passage.split()) == 1 and clause.words[quote.first - 1].lower in words("before_noun")
    led = quote.cue is not None and quote.cue.rule == "incise" and quote.last < cue.at
    return led and few


def _is_subject_name(clause: Clause, quote: Marked, first: int, after: int) -> bool:
    """Tell the name of « précise que les « zones bleues » du centre resteront fermées » : its verb is yet to come."""
    passage = clause.text[quote.mark.start : quote.mark.end]
    named = word_count(passage) <= NAME and not has_finite_verb(passage) and is_det(clause.words[quote.first - 1])
    waits = named and not holds_verb(clause, first, quote.first) and holds_verb(clause, quote.last + 1, after)
    return waits and odds_of_speech(clause, quote) < TERM


def _is_word_of(clause: Clause, quote: Marked) -> bool:
    """Tell a name, « un « camp d'été » », and one word with its complement, « se disent « las » de la guerre »."""
    ws, passage = clause.words, clause.text[quote.mark.start : quote.mark.end]
    if word_count(passage) > 1 or passage.endswith("ment"):
        return is_det(ws[quote.first - 1]) and word_count(passage) <= NAME
    after = word_at(ws, quote.last + 1)
    return is_det(ws[quote.first - 1]) or is_det(after) or after.lower in words("preposition")


def _before_fragment(clause: Clause, cue: Cue, first: int, quote: Marked) -> int:
    """Return where a report ends that meets words in marks, « il part, « quoi qu'il arrive » », or ``first``.

    What stands before must be a whole clause, the fragment no part that it lacks: « il dit que c'est « nul » ».
    """
    ws = clause.words
    joints = (
        i for i in range(quote.first - 1, first, -1) if ws[i].text == "," or ws[i].lower in words("joins_fragment")
    )
    # « Pour la CGT, c'est la fin de la pêche et du port : « J'arrête », dit Léa Morin »
    others = word_at(ws, quote.first - 1).text == ":" and quote.cue is not None and quote.cue.rule == "inversion"
    whole = quote.first if _is_adjunct(clause, quote) else 0
    end = quote.first - 1 if others else whole or next(joints, first)
    if end == quote.first - 1 and ws[end].text == "," and opens_on_verb(clause.text[quote.mark.start : quote.mark.end]):
        return first  # « La fille, dont on était sans nouvelles, « est rentrée » »
    while end > first and (ws[end - 1].lower in words("before_fragment") or ws[end - 1].text in ",:;«"):
        end -= 1
    lacks = end < quote.first and ws[end - 1].lower in words("echo", "have", "be")
    waits = lacks or (end > first and is_subordinate(ws, first, end))
    if waits or _is_incise_alone(clause, first, end):
        return first  # « il a, lui, décidé de « tenir bon » »
    return end if cue.rule in INFINITIVES or holds_verb(clause, first, end) else first


def _after_fragments(clause: Clause, report: Report, spoken: Sequence[Marked]) -> tuple[int, int]:
    """Return the clause after the last words in marks: « Après un vol « lent », la fusée a dévié, dit X »."""
    ws, comma = clause.words, spoken[-1].last + 1
    incise = report.cue.sort == "incise" and report.cue.at >= report.after
    whole = (incise or report.cue.sort == "that") and word_at(ws, comma).text == ","
    whole = whole and comma + LEAST < report.after and opens_phrase(ws, comma + 1)
    verbal = any(w.pos in ("VERB", "AUX") for w in ws[comma + 1 : report.after])
    if not whole or not verbal or not is_subject(clause, comma + 1):
        return report.first, report.first
    return _trimmed(ws, comma + 1, report.after)


def _is_adjunct(clause: Clause, quote: Marked) -> bool:
    """Tell « pour fraude », « quoi qu'il arrive », after a whole clause: « le pont tiendra « quoi qu'il arrive » »."""
    opens = clause.text[quote.mark.start : quote.mark.end].lower().replace("'", "' ").split()[:1]
    before = clause.words[quote.first - 1]
    if opens in (["si"], ["s'"]) and before.pos in ("VERB", "AUX"):
        return False  # « la ville examine « si le pont tient » »
    ends = before.lower not in words("before_fragment", "determiner", "preposition", "be", "auxiliary")
    return ends and before.text.isalpha() and not words("opens_adjunct").isdisjoint(opens)


def _is_incise_alone(clause: Clause, first: int, end: int) -> bool:
    """Tell « , estime-t-il, » of « Pour la ville, estime-t-il, c'est « mort » »."""
    start = first + (word_at(clause.words, first).text == ",")
    return any(g.first == start and g.pronoun >= 0 and g.last + 1 == end for g in clause.verbs)


def _quote(raw: str, clause: Clause, report: Report) -> Quote:
    ws, cue = clause.words, report.cue
    start, end = ws[report.first].start, ws[report.after - 1].end
    words = words_said(raw, start, end, ws, cue)
    return said(raw, start, end, "indirect", cue, words=words, negated="true" if is_unsaid(clause, cue) else "")


def _after_dateline(raw: str, clause: Clause, first: int) -> int:
    """Leave out the place that opens a dispatch: « ROME, 3 mai (Agence) - Le pays… », « (Québec) La ville… »."""
    ws = clause.words
    if first or (clause.sentence.start and raw[: clause.sentence.start].rstrip(" \t\u00a0")[-1:] not in ("\n", "")):
        return first
    found = _DATELINE.match(raw, ws[0].start)
    return word_from(ws, found.end()) if found else first


_PLACE = r"[A-ZÀ-Þ][\w'’.-]*(?:[ /][A-ZÀ-Þ][\w'’.-]*|[ ](?:de|du|des|la|le|sur|en)\b){0,5}"
_DAY = r"(?:,? (?:le )?(?:\w+ )?\d{1,2}(?:er)? \w+\.?(?: \d{4})?)?"
_AGENCY = r"(?:,? ?\([^()\n]{1,40}\))?"
_DATELINE = re.compile(rf"(?:{_PLACE}{_AGENCY}{_DAY}{_AGENCY} ?[-–—]+ |\({_PLACE}\) )(?=[«“\"A-ZÀ-Þ])")


def _trimmed(ws: Sequence[Word], first: int, after: int) -> tuple[int, int]:
    while first < after and ws[first].text in ",;:.-—–":
        first += 1
    while after > first and ws[after - 1].text in ",;:.-—–?!«":
        after -= 1
    return first, after
