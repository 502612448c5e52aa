"""Whether what follows a source is said of it, or begins what it says: « Selon la ville, le pont, fermé, rouvrira »."""

from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import persons, words
from pipeline.quotes.grammar.names import starts_person
from pipeline.quotes.grammar.words import find_word, is_det, is_one_of
from pipeline.quotes.rules.report import holds_verb, is_finite
from pipeline.quotes.rules.returns import goes_back
from pipeline.quotes.text.sentences import Word

# « Selon la ville, le pont, construit en 1930 et fermé depuis, rouvrira » : the verb stands no further.
FAR = 40


def lacked_subject(clause: Clause, at: int, end: int, stop: int) -> int:
    """Return the comma before « le pont » of « Selon la ville, le pont, toujours fermé, rouvrira », or 0.

    ``words[at:end]`` are « selon » and whom it names, by a first look; the clause ends at ``stop``.

    A verb that follows a comma lacks its subject: it is the first phrase after the source, an aside behind it. After a
    name it is the last: « Selon Paul Arno, le patron, l'usine, fermée, rouvrira ».
    """
    ws, subjects = clause.words, list[int]()
    for i in range(at + 1, min(at + FAR, stop - 2)):
        if ws[i].text in ":«»" or ws[i].mark is not None:
            return 0
        if ws[i].text != ",":
            continue
        if goes_back(ws, i):
            named = starts_person(clause, at + 1)
            last = [j for j in subjects if ws[j + 1].lower not in words("indefinite_article")][-1:]
            return next(iter(last if named else subjects), 0)
        if i >= end and starts_person(clause, i + 1):
            return 0  # « Selon un sondage, Paul Arno, le maire sortant, est battu »
        if _opens_counted(ws, i + 1):
            close = find_word(ws, (",",), i + 2, stop)
            relative = any(w.lower in words("relative_pronoun", "complementizer") for w in ws[i + 2 : max(i, close)])
            if close < 0 or (holds_verb(clause, i + 1, close) and not relative):
                return 0
            subjects += [] if is_apposition(clause, i + 1, close) else [i]
    return 0


def _opens_counted(ws: Sequence[Word], at: int) -> bool:
    """Tell « le pont », « trois hommes », « 20 arbres », not a name, which may be in apposition."""
    return is_det(ws[at]) or ws[at].text.isdigit() or ws[at].lower in words("number")


def is_apposition(clause: Clause, at: int, close: int) -> bool:
    """Tell « selon Altaria, une société d'analyse, » from « selon Altaria, une société a fermé, … ».

    So is « selon Léa Morin, l'une des mères jointe ce matin, ».
    """
    ws = clause.words
    if close <= at + 1:
        return False
    if is_one_of([w.lower for w in ws[at : at + 2]]):
        return not any(w.pos in ("VERB", "AUX") and is_finite(w) and w.dep != "acl" for w in ws[at:close])
    noun = ws[at + 1].lower
    if ws[at].lower not in words("indefinite_article") or holds_verb(clause, at, close):
        return False
    return noun in words("organisation") or noun in words("document") or noun in persons()
