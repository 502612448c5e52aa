"""What a word is, by itself: a capital, a determiner, a time, an adverb of several words."""

import re
from collections.abc import Container, Sequence

from pipeline.quotes.grammar.lexicon import phrases_by_two, sayers, words
from pipeline.quotes.text.sentences import Word

# « plus de 300 de leurs confrères » : the noun stands no further from its number.
NUMBERED = 6
# The shape of an infinitive: nouns of its shape are told apart by the parse.
INFINITIVE = re.compile(
    r"""[a-zà-ÿ-]*(?:
        .[ei]r                          # « payer », « partir », « devoir »
      | [^a]dre | pre | ncre            # « rendre », « rompre », « vaincre »; « encadre » is finite
      | ttre | [aêoî][iî]?tre           # « mettre », « être », « connaître »; « montre », « entre » are finite
      | [adflorucô]ire | [vu]ivre       # « faire », « dire », « écrire », « suivre »; « attire », « livre » are finite
      | cl(?:ure|ore)                   # « conclure »
    )""",
    re.VERBOSE,
)
# What stands before the first word of a sentence and after its last.
NO_WORD = Word(-1, -1, "")


def word_at(ws: Sequence[Word], at: int) -> Word:
    """Return the word at a place, an empty one outside of the sentence."""
    return ws[at] if 0 <= at < len(ws) else NO_WORD


def word_from(ws: Sequence[Word], offset: int) -> int:
    """Return the first word that begins at an offset or after it."""
    return next((i for i, w in enumerate(ws) if w.start >= offset), len(ws))


def find_word(ws: Sequence[Word], known: Container[str], first: int, after: int) -> int:
    """Return the first word of ``ws[first:after]`` that is one of those known, or -1."""
    return next((i for i in range(first, min(after, len(ws))) if ws[i].lower in known), -1)


def find_back(ws: Sequence[Word], known: Container[str], before: int, floor: int = -1) -> int:
    """Return the last word that is one of those known between ``floor`` and ``before``, both left out, or -1."""
    return next((i for i in range(before - 1, max(-1, floor), -1) if ws[i].lower in known), -1)


def run_end(ws: Sequence[Word], at: int, *uses: str) -> int:
    """Return the word after those from a place on that have one of the uses: « le lui » of « le lui dit »."""
    known = words(*uses)
    while at < len(ws) and ws[at].lower in known:
        at += 1
    return at


def run_start(ws: Sequence[Word], at: int, *uses: str) -> int:
    """Return where the words right before a place begin that have one of the uses."""
    known = words(*uses)
    while at > 0 and ws[at - 1].lower in known:
        at -= 1
    return at


def is_capital(word: Word) -> bool:
    """Tell a word written with a capital, « L'Oréal » and « 20 Minutes » left to the entities."""
    return word.text[:1].isupper() and word.text[:1].isalpha()


def is_det(word: Word) -> bool:
    """Tell a determiner."""
    return word.lower in words("determiner")


def adverbial_end(ws: Sequence[Word], at: int) -> int:
    """Return the word after an adverb of several words: « pour sa part », « d'ailleurs »; 0 if there is none."""
    end = phrase_at(ws, at, "adverb")
    return end if end > at + 1 else 0


def phrase_at(ws: Sequence[Word], at: int, use: str) -> int:
    """Return the word after the longest phrase of a use that begins at a word; 0 if there is none."""
    seconds = phrases_by_two(use).get(word_at(ws, at).lower)
    if seconds is None:
        return 0
    for parts in seconds.get(word_at(ws, at + 1).lower, ()):
        if all(word_at(ws, i).lower == part for i, part in enumerate(parts, at)):
            return at + len(parts)
    return at + 1 if "" in seconds else 0


def numbered_medium(ws: Sequence[Word], at: int) -> int:
    """Return the word after « 20 Minutes », a paper whose name opens with a figure; 0 if there is none."""
    return phrase_at(ws, at, "media") if ws[at].text[:1].isdigit() and is_capital(word_at(ws, at + 1)) else 0


def is_time(ws: Sequence[Word], at: int) -> bool:
    """Tell « le 3 mars », « ce mardi », « la semaine dernière », « un an plus tard »."""
    after = word_at(ws, at + 1)
    if after.text == "Midi":  # « le Midi libre »
        return False
    return after.lower in words("time") or (after.text[:1].isdigit() and word_at(ws, at + 2).lower in words("time"))


def is_one_of(said: Sequence[str]) -> bool:
    """Tell « l'un d'eux », « l'une des victimes », in lower case."""
    return said[:1] == ["l'"] and not words("indefinite_article").isdisjoint(said[1:2])


def counts_sayers(ws: Sequence[Word], at: int) -> bool:
    """Tell a number of people: « 26 associations », « plus de 300 de leurs confrères », « 40 % des salariés »."""
    i = at
    if ws[i].lower in words("quantity"):
        i += 1
        while word_at(ws, i).lower in ("de", "d'", "que"):
            i += 1
    if not (word_at(ws, i).text[:1].isdigit() or word_at(ws, i).lower in words("number")):
        return False
    for word in ws[i + 1 : i + NUMBERED]:
        if word.lower in sayers() or word.lower.removesuffix("s") in words("organisation"):
            return True
        if not (word.lower in words("bare_of") or is_det(word) or word.text[0].isdigit() or word.text == "%"):
            return False
    return False
