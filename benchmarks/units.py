"""Short strings that, repeated, make an article do the most work: of the program's own vocabulary, and marks."""

import random
from functools import cache

from pipeline.language.lists import load

# What hostile tests found to be slow once.
KNOWN = (
    "& ", "Paul ", "Paul & ", "A. ", "SNCF ", "Mme Durand ", "« Oui », a dit Paul. ", "« Oui », a-t-il dit. ",
    "Oui. ", "« ", "» ", '" ', "– ", "( ", "[", "* ", ". ", ", ", "\n", "- ", "12 ", "3 millions d'euros ",
    "le 3 mars 2024 ", "lundi ", "selon lui ", "et ", "que ", "de ", "mot ", "é", "A", "a-\n",
    "– Oui, dit-elle.\n", "Paul, Luc et Anne ", "M. Paul Durand, maire de Lyon, ", "« Non » (Anne) ",
    "J. ", " Uber ils – [\n", "« Oui », a dit la direction d'Alan. ", "La Banque de Lyon (BDL) ferme. ", "sur X ",
    "le Belge Jan Peeters ", "– Partez-vous ?\n– Non.\n", "« Oui », dit le maire, Paul Roux. « Non », dit le maire. ",
    "La fédération des banques, Febelfin, dit « oui ». ", "Paul Roux et Anne Vial disent « non ». ",
    "» magistrate Salvador ? ", "« Oui », dit le maire… « Non », dit le maire. ",
)  # fmt: skip
# A list of the vocabulary and the column that holds its words.
WORDS = (
    ("entities/given_names", "name"), ("entities/civilities", "form"), ("entities/organisation_nouns", "form"),
    ("entities/roles", "masculine"), ("entities/roles", "feminine"), ("entities/acronyms", "short"),
    ("entities/countries", "form"), ("entities/known_names", "name"), ("quotes/verbs", "form"),
    ("quotes/speech_verbs", "lemma"), ("quotes/conjunctions", "form"), ("quotes/prepositions", "form"),
    ("quotes/pronouns", "form"), ("quotes/determiners", "form"), ("quotes/source_phrases", "form"),
    ("dates/weekdays", "weekday"), ("dates/months", "month"), ("dates/time_units", "word"),
    ("dates/deictics", "word"), ("language/small_words", "word"), ("language/numbers", "word"),
    ("amounts/currencies", "form"), ("amounts/amount_words", "form"),
)  # fmt: skip
MARKS = (
    "«", "»", "“", "”", '"', "–", "—", "-", "(", ")", "[", "]", ",", ";", ":", ".", "!", "?", "…", "'", "’", "&",
    "/", "%", "€", "\n", "\n\n", "12", "2024", "3,5", "14 h 30", "1er", "a dit", "a déclaré", "X", "J.",
)  # fmt: skip


@cache
def _lists() -> tuple[tuple[str, ...], ...]:
    found = ((row.get(column) or "" for row in load(name)) for name, column in WORDS)
    return tuple(words for words in (tuple(w for w in one if w) for one in found) if words)


def random_units(count: int, seed: int = 1) -> list[str]:
    """Return units of one to six words and marks, the same for the same seed.

    >>> random_units(2) == random_units(2), len(set(random_units(20)))
    (True, 20)
    """
    chance = random.Random(seed)
    units = []
    for _ in range(count):
        pieces = [
            chance.choice(MARKS if chance.random() < 0.4 else chance.choice(_lists()))
            for _ in range(chance.randint(1, 6))
        ]
        units.append(chance.choice((" ", " ", " ", "")).join(pieces) + chance.choice((" ", " ", "", "\n", ". ")))
    return units


def repeated(unit: str, length: int) -> str:
    """Return a text of so many characters that is one unit over and over.

    >>> repeated("Oui. ", 12)
    'Oui. Oui. Oui.'
    """
    return (unit * (length // len(unit) + 1))[: length + len(unit)].strip()
