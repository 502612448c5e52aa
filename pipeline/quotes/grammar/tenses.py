"""The tense that the words of a sentence show: « a fermé », « fermait », « fermera », « ferme »."""

import re
from collections.abc import Sequence

from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.verb_groups import Group, is_plural_verb
from pipeline.quotes.grammar.words import run_end, word_at
from pipeline.quotes.text.sentences import Word

_ENDINGS = (
    ("conditional", re.compile(r"r(?:ait|aient)$")),
    ("imperfect", re.compile(r"(?:ait|aient)$")),
    ("future", re.compile(r"r(?:a|ont)$")),
)
_NOT_FINITE = re.compile(r"(?:er|ir|re|ant|é|ée|és|ées)$")


def tense_of(ws: Sequence[Word], at: int) -> str:
    """Return the tense of the verb at a word: « past » for « a fermé », else by its ending, « present » if by none."""
    word = word_at(ws, at).lower
    for tense, ending in _ENDINGS:
        if ending.search(word):
            return tense
    helps = word in words("have", "be")
    after = word_at(ws, run_end(ws, at + 1, "adverb", "negation"))
    return "past" if helps and after.pos in ("VERB", "AUX") and after.lower.endswith(_PARTICIPLES) else "present"


_PARTICIPLES = ("é", "ée", "és", "ées", "i", "ie", "is", "it", "u", "ue", "us", "ues", "ert", "int")


def returns_to_tense(ws: Sequence[Word], group: Group, further: int) -> bool:
    """« précise que le pont a rouvert et regrette que » : the tense is the first verb's, not that of what is said.

    The number must be the first verb's too.
    """
    if is_plural_verb(ws[further]) != is_plural_verb(ws[group.first]):
        return False
    finite = (i for i in range(further - 1, group.last, -1) if ws[i].pos in ("VERB", "AUX"))
    said = next((i for i in finite if not _NOT_FINITE.search(ws[i].lower) and ws[i].dep != "acl"), -1)
    if said < 0:
        return False
    while ws[said - 1].pos in ("AUX", "ADV"):  # « a été mal conçu »
        said -= 1
    tense = tense_of(ws, further)
    return tense == tense_of(ws, group.first) != tense_of(ws, said)
