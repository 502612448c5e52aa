"""What stands between a verb and the subject after it: « hier à la presse », « , mardi, », « sur France 2 ».

``SKIPS`` are tried in order at each word; the first that answers says where the complement ends.
"""

from collections.abc import Callable

from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import persons, phrases, words
from pipeline.quotes.grammar.names import ACRONYM, given, starts_person
from pipeline.quotes.grammar.words import (
    adverbial_end,
    counts_sayers,
    find_word,
    is_capital,
    is_det,
    is_time,
    numbered_medium,
    run_end,
    word_at,
)
from pipeline.quotes.text.sentences import Word

# « à « La Tribune » » : no title of a paper has more words.
TITLE = 7
# « de manière très sèche » : so many words at most say how.
MANNER = 4
Skip = Callable[[Clause, int, int], int]


def skip_complements(clause: Clause, at: int, limit: int) -> int:
    """Return the word after what stands between a verb and its subject: « hier à la presse », « , mardi, »."""
    i = at
    while i < limit:
        end = next((end for skip in SKIPS if (end := skip(clause, i, limit))), 0)
        if not end:
            break
        i = end
    return i


def _adverb(clause: Clause, at: int, limit: int) -> int:
    """Skip « hier », « clairement », « pour sa part », and a comma."""
    word = clause.words[at]
    if end := adverbial_end(clause.words, at):
        return end
    single = word.lower in words("adverb", "time") or word.text == ","
    return at + 1 if single or (word.lower.endswith("ment") and word.text[0].islower()) else 0


def _aside(clause: Clause, at: int, limit: int) -> int:
    """Skip « amère, » in « relatait, amère, une habituée »: an adjective between commas."""
    ws = clause.words
    if word_at(ws, at - 1).text != "," or word_at(ws, at + 1).text != ",":
        return 0
    word = ws[at]
    return at + 2 if word.text.islower() and not is_det(word) else 0


def _ago(clause: Clause, at: int, limit: int) -> int:
    """Skip « il y a quelques semaines »."""
    ws = clause.words
    if [w.lower for w in ws[at : at + 3]] not in (["il", "y", "a"], ["il", "y", "avait"]):
        return 0
    return find_word(ws, words("time_unit"), at + 3, at + 7) + 1


def _date(clause: Clause, at: int, limit: int) -> int:
    """Skip « le 3 mars », « ce mardi », « 2024 », « dernier »; « 26 associations » speak."""
    ws = clause.words
    if is_det(ws[at]) and is_time(ws, at):
        return at + 2
    if ws[at].text[:1].isdigit():
        return 0 if counts_sayers(ws, at) or numbered_medium(ws, at) else at + 1
    return at + 1 if ws[at].lower in words("time_adjective") else 0


def _of_self(clause: Clause, at: int, limit: int) -> int:
    """Skip « d'elle-même », « de lui »."""
    ws = clause.words
    held = ws[at].lower in words("bare_of") and word_at(ws, at + 1).lower in words("stressed")
    return at + 2 if held else 0


def _prepositional(clause: Clause, at: int, limit: int) -> int:
    """Skip « à la presse », « sur France 2 », « dans la nuit », « lors d'une réunion »: up to the next phrase."""
    ws = clause.words
    if ws[at].lower not in words("preposition", "contraction_to"):
        return 0
    i = min(run_end(ws, at + 1, "opens_complement"), limit)
    if word_at(ws, i).text == "«":  # « à « La Tribune » »
        return next((j + 1 for j in range(i + 1, min(i + TITLE, limit)) if ws[j].text == "»"), i)
    first = i
    while i < limit and not _ends_complement(clause, i, first):
        i += 1
    return i


def _manner(clause: Clause, at: int, limit: int) -> int:
    """Skip « de manière lapidaire », « d'un ton très sec »."""
    ws = clause.words
    noun = at + 1 + is_det(word_at(ws, at + 1))
    if ws[at].lower not in words("bare_of") or word_at(ws, noun).lower not in words("manner"):
        return 0
    end = noun + 1
    while end < min(limit, noun + MANNER) and ws[end].text.islower() and not is_det(ws[end]):
        end += 1
    return end


SKIPS: tuple[Skip, ...] = (_adverb, _aside, _ago, _date, _of_self, _manner, _prepositional)


def _ends_complement(clause: Clause, i: int, first: int) -> bool:
    """Tell whether the noun phrase of a complement ends before a word: the next phrase begins there."""
    ws = clause.words
    word, before = ws[i], ws[i - 1]
    if word.text in ",;:." or word.mark is not None:
        return True
    if word.lower in words("preposition", "subordinator"):
        return not clause.is_within_name(i)
    if i == first or (clause.is_within_name(i) and not _follows_agency(before, word)):
        return False
    if is_det(word) and word.lower not in words("contraction_of"):
        return before.lower not in words("joins_complement")
    return _begins_speaker(clause, i)


def _begins_speaker(clause: Clause, i: int) -> bool:
    """Tell « Marie-Laure Perrin » in « a indiqué à Bloomberg Marie-Laure Perrin » from « à la ministre Anne Vial »."""
    ws = clause.words
    word, before = ws[i], ws[i - 1]
    if not is_capital(word) or before.lower in words("particle"):
        return False
    name = clause.name_from(i)
    if name and name.label == "PER":
        return before.lower not in persons() and before.text not in words("title")
    if _follows_agency(before, word):
        return True
    parted = ACRONYM.match(before.text) or not is_capital(before)
    return bool(parted) and (given(word) or word.text in words("title"))


def _follows_agency(before: Word, word: Word) -> bool:
    """Tell « Camille » in « a déclaré à l'AFP Camille, infirmière »: the name of the agency is whole."""
    agency = (before.lower,) in phrases("media").get(before.lower, ()) or given(word)
    return bool(ACRONYM.match(before.text)) and agency


def starts_speaker(clause: Clause, at: int) -> bool:
    """Tell a word that a person's name, or a counted group of people, begins with."""
    return starts_person(clause, at) or counts_sayers(clause.words, at)
