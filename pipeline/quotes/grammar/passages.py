"""Words in marks, read without a model: how many, and whether a finite verb is among them."""

import re
from functools import cache

from pipeline.language.patterns import one_of
from pipeline.quotes.grammar.lexicon import words

_WORD = re.compile(r"[^\W_]+")


def word_count(passage: str) -> int:
    """Return the number of words of a passage, « l'usine » being two.

    >>> word_count("Rien n'est décidé.")
    4
    """
    return len(_WORD.findall(passage))


def has_finite_verb(passage: str) -> bool:
    """Tell, without a model, whether a passage holds a finite verb.

    >>> has_finite_verb("rien n'est décidé"), has_finite_verb("hors de prix")
    (True, False)
    """
    return bool(_finite().search(passage))


@cache
def _finite() -> re.Pattern[str]:
    """Return what shows a finite verb: a common form, a subject pronoun before a word, a negation, an ending."""
    return re.compile(
        rf"""(?<![^\W_])(?:
            {one_of(words("finite_form"))}(?![^\W_])                         # « est », « faut », « voulait »
          | (?:{one_of(words("subject_pronoun"))}(?:(?<=')\s?|\s))           # « ils ne le lui disent », « j'ai »
            (?:(?:n'|me\s|ne\s|m'|te\s|se\s|s'|l'|le\s|la\s|les\s|lui\s|leur\s|y\s|en\s))*\w+
          | a\s(?:pas|été|toujours|jamais|déjà|bien|\w+(?:é|i|u|is|it|us)\b) # « a menti »; « à » has an accent
          | (?:n'|ne\s)\w+\s(?:pas|plus|jamais|rien|que)                     # « n'avance plus »
          | (?:rien|personne|nulle?)\s(?:n'|ne\s)\w+                         # « rien ne presse »
          | \w{{3,}}(?:aient|ait|eront|iront|erez|irez|rons|ront|issent|èrent)
          | \w{{2,}}[eiudtvr]ra                                             # « rouvrira », « prendra »; not « opéra »
        )(?![^\W_])""",
        re.IGNORECASE | re.VERBOSE,
    )


def opens_on_verb(passage: str) -> bool:
    """Tell words that lack their subject, by the verb that opens them.

    >>> opens_on_verb("n'est pas rentrée"), opens_on_verb("elle est rentrée")
    (True, False)
    """
    opens = passage.lower().replace("'", "' ").split()[:1]
    return not words("auxiliary", "be", "ne", "reflexive").isdisjoint(opens)
