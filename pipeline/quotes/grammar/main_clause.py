"""Where the main clause begins after one that stands first: « Soulignant que la digue a cédé, le préfet demande… »."""

from collections.abc import Sequence

from pipeline.quotes.grammar.bounds import phrase_end
from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.passages import has_finite_verb
from pipeline.quotes.grammar.phrases import appositions, opens_phrase
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import find_word, phrase_at, word_at
from pipeline.quotes.text.sentences import Word


def heads_sentence(ws: Sequence[Word], group: Group) -> bool:
    """Tell the verb of a clause that stands before the main one: « Estimant que… », « Même si Rome affirme que… »."""
    if word_at(ws, group.main - 1).lower in words("concedes"):  # « Il a beau répéter que c'est fini, les élus… »
        return True
    led = [w.lower for w in ws[: group.first]]
    if led and led[0] in words("opens_clause") - words("complementizer"):
        led = led[1:]
    if group.mood == "gerund":
        return words("heads_gerund").issuperset(led)
    if group.mood != "finite" or not led:
        return False
    aside = "," not in led or not _has_parsed_verb(ws[: group.first])  # « Si Luc Roux, porte-parole, annonce que »
    return _tells_of_source(ws, group.first) or (led[0] in words("heads_clause") and aside)


def _tells_of_source(ws: Sequence[Word], before: int) -> bool:
    """« Selon la ville, qui rappelle que… »: a relative clause right after a source that opens the sentence."""
    opens = phrase_at(ws, 0, "source")
    led = [w.lower for w in ws[:before]]
    return opens > 0 and led[-2:-1] == [","] and led[-1] in words("relative") and led.count(",") == 1


def main_clause_comma(clause: Clause, first: int) -> int:
    """Return the comma before the main clause, or 0: a verb stands before it, a subject with its verb after it.

    Only the last comma ends « la digue, vieille de dix ans, avait cédé, le préfet a demandé… ».
    """
    ws = clause.words
    for i in range(first + 1, len(ws) - 2):
        if ws[i].text != "," or not opens_subject(ws, i + 1):
            continue
        held = has_finite_verb(clause.text[ws[first].start : ws[i].start]) or _has_parsed_verb(ws[first:i])
        if held and is_subject(clause, i + 1):
            return i
    return 0


def opens_subject(ws: Sequence[Word], at: int) -> bool:
    """Tell where a subject may begin, « trois maisons », « des pluies » among them: it need not be somebody."""
    number = ws[at].text.isdigit() or ws[at].lower in words("number", "partitive")
    return number or opens_phrase(ws, at)


def _has_parsed_verb(ws: Sequence[Word]) -> bool:
    return any(w.pos in ("VERB", "AUX") for w in ws)


def is_subject(clause: Clause, at: int) -> bool:
    """Tell a phrase that a verb follows, appositions, adverbs and a relative clause aside."""
    ws, limit = clause.words, len(clause.words)
    end = appositions(clause, phrase_end(clause, at, limit), limit)
    if word_at(ws, end).text == "," and word_at(ws, end + 1).lower in words("relative"):
        end = max(end, find_word(ws, (",",), end + 2, limit))
    return _is_verb(ws, end) or _is_verb(ws, skip_complements(clause, end, limit))


def _is_verb(ws: Sequence[Word], at: int) -> bool:
    word = word_at(ws, at)
    if word.lower in words("clitic") and word_at(ws, at + 1).pos in ("VERB", "AUX"):
        return True
    light = word.lower in words("auxiliary", "be", "ne", "clitic_object")
    return light or (word.pos in ("VERB", "AUX") and not word.lower.endswith(("ant", "er", "ir")))
