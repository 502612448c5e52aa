"""A report, and what bounds it: what is said without marks, and what introduces it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.quotes.grammar.clause import Clause, Cue, Speaker
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.passages import has_finite_verb
from pipeline.quotes.grammar.words import find_word, word_at
from pipeline.quotes.text.sentences import Word

# What is said stands after a colon if there are so many words of it: « Conclusion : moins de temps, regrette X ».
AFTER_COLON = 5


@dataclass(frozen=True, slots=True)
class Report:
    """``words[first:after]`` of a clause, said without marks, and what introduces them."""

    first: int
    after: int
    cue: Cue


def can_report(ws: Sequence[Word], speaker: Speaker) -> bool:
    """Tell somebody from « on », « je », « nous », « ce », who report nobody's words but the writer's."""
    if speaker.kind != "pronoun" or speaker.phrase_end != speaker.end:
        return True
    said = next((w for w in ws if w.end == speaker.end), None)
    return said is not None and said.lower.lstrip("-") not in words("writer")


def segment_start(ws: Sequence[Word], at: int) -> int:
    """Return where the clause around a word begins: after a semicolon, or a colon that announces enough."""
    start = at
    while (before := word_at(ws, start - 1).text) not in ("", ";") and (before != ":" or at - start < AFTER_COLON):
        start -= 1
    return start


def segment_end(ws: Sequence[Word], at: int) -> int:
    """Return where the clause around a word ends."""
    stop = find_word(ws, (";",), at, len(ws))
    return stop if stop >= 0 else len(ws)


def is_finite(word: Word) -> bool:
    """Tell a verb that is no infinitive and no participle, by its ending: « assure » and « ouvre » are none."""
    if word.lower.endswith("re"):
        return _FINITE_IN_RE.search(word.lower) is not None
    return not word.lower.endswith(("er", "ir", "ant", "é", "ée", "és", "ées"))


# « espère », « déclare », « déplore », « assure », « offre », « ouvre », « montre », « illustre », « dénigre ».
_FINITE_IN_RE = re.compile(r"(?:[èa]|[^cl]o|(?:ss|j|rm|es|\bd)u|ff|ouv|[ln]t|st|b|g|[mpt]i|ais)re$")


def _is_said_of(word: Word) -> bool:
    """Tell the participle of « un homme connu pour cela », which looks finite and is said of a noun."""
    return word.dep == "acl" and word.lower.endswith(("i", "ie", "is", "ies", "it", "ite", "u", "ue", "us", "ues"))


def holds_verb(clause: Clause, first: int, after: int) -> bool:
    """Tell whether ``words[first:after]`` hold a finite verb: by the parse where there is one, else by their forms."""
    ws = clause.words
    if first >= after:
        return False
    if any(w.pos in ("VERB", "AUX") and is_finite(w) and not _is_said_of(w) for w in ws[first:after]):
        return True
    parsed = any(w.pos for w in ws[first:after])
    return not parsed and has_finite_verb(clause.text[ws[first].start : ws[after - 1].end])
