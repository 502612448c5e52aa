"""The phrases of a sentence that name somebody by what he is: « la préfète », « un témoin »."""

from collections.abc import Iterator, Sequence
from functools import cache, partial

from pipeline.quotes.grammar.clause import Clause, Speaker, read_clause
from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.verb_groups import TELLS, Group
from pipeline.quotes.grammar.words import word_at
from pipeline.quotes.text.sentences import Sentence, Word
from pipeline.records import Name


@cache
def _nouns() -> frozenset[str]:
    """Return the nouns of those who may speak."""
    return sayers() | words("organisation", "somebody")


@cache
def _openers() -> frozenset[str]:
    """Return the words that the phrases begin with."""
    return words("determiner") | {"d'"}


def _are_many(ws: Sequence[Word], at: int) -> bool:
    """Tell « les signataires » at the head of a clause: those who do something may speak."""
    if ws[at].lower not in words("plural"):
        return False
    return word_at(ws, at - 1).text in ",;:" or any(w.dep == "nsubj" for w in ws[at + 1 : at + 3])


def _before_verb(ws: Sequence[Word], start: int, group: Group) -> int:
    """Return where a phrase ends before a finite verb, or before « de » in « et le maire de conclure »; else 0."""
    if group.mood == "finite":
        return group.first
    opens = word_at(ws, start - 1).lower in ("et", ",")
    tells = opens and group.mood == "infinitive" and not group.uses.isdisjoint(TELLS)
    return group.first - 1 if tells and ws[group.first - 1].lower in words("bare_of") else 0


def phrases_of(text: str, sentence: Sentence, people: Sequence[Name]) -> Iterator[Speaker]:
    """Yield the phrases of a sentence that name somebody by what he is: « la préfète », « un témoin »."""
    ws, last, nouns, openers = sentence.words, -1, _nouns(), _openers()
    clause: Clause | None = None
    for i in [i for i, word in enumerate(ws) if word.lower in openers]:
        word = ws[i]
        if word.start < last or any(m.open <= word.start < m.close for m in sentence.marks):
            continue
        if word.lower == "d'" and word_at(ws, i + 1).lower not in words("others"):  # « d'autres habitants »
            continue
        if nouns.isdisjoint([w.lower for w in ws[i + 1 : i + 5]]) and not _are_many(ws, i):
            continue
        if not opens_phrase(ws, i):
            continue
        clause = clause or read_clause(text, sentence, people)  # in few sentences somebody is named so
        limit = next((j for j in range(i, len(ws)) if ws[j].text in "«»" or ws[j].mark is not None), len(ws))
        limit = next((at for at in map(partial(_before_verb, ws, i), clause.verbs) if i < at < limit), limit)
        found = read_speaker(clause, i, limit)
        if found is not None and found.kind in ("role", "organisation", "document"):
            last = found.end
            yield found
