"""Noun phrases that can name a speaker, read from the surface: grammar fixes their shape better than a parser does."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.quotes.grammar.bounds import is_the_one, phrase_end
from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import persons, sayers, speech_forms, words
from pipeline.quotes.grammar.names import ACRONYM, find_name, is_person_name, kind_of, name_end, starts_person
from pipeline.quotes.grammar.roles import role_of
from pipeline.quotes.grammar.words import (
    counts_sayers,
    find_word,
    is_capital,
    is_det,
    is_time,
    numbered_medium,
    word_at,
)
from pipeline.quotes.text.sentences import Word

# A speaker with all appositions is no longer than this.
MAX_PHRASE = 40
# « , en Californie, », « , près de Saint-Malo, » : words of a place between an office and who holds it.
PLACE = 6
AGE = re.compile(r"\d{1,3}$")
# « Gaël Roux, géochimiste au CNRS » : what ends so after a name is what one does.
_PROFESSION = re.compile(r"[a-zà-ÿ](?:logue|iste|icien|icienne|trice|teur|euse|graphe|peute|ingénieure?)$")


def pronoun_speaker(word: Word) -> Speaker:
    """Return the speaker of an inverted clitic, « -il » without its hyphen."""
    start = word.end - len(word.text.lstrip("-"))
    return Speaker(start, word.end, "pronoun", start, word.end)


def opens_phrase(ws: Sequence[Word], at: int) -> bool:
    """Tell whether a noun phrase may begin at a word."""
    if at >= len(ws) or ws[at].mark is not None:
        return False
    word = ws[at]
    if numbered_medium(ws, at):
        return True
    if word.lower in words("pronoun") or word.text in words("title") or counts_sayers(ws, at) or is_the_one(ws, at):
        return True
    if word.lower == "d'" and word_at(ws, at + 1).lower in words("others"):
        return True
    if is_det(word) and word.lower not in words("contraction"):
        return not is_time(ws, at)
    if word.text.isalpha() and word.lower in words("particle"):  # « al-Hamidi », « ben Salem »
        return is_capital(word_at(ws, at + 1 + (word_at(ws, at + 1).text == "-")))
    bare = word.lower not in words("preposition", "time", "adverb", "not_that", "met", "impersonal_adjective")
    return is_capital(word) and bare and word.lower not in ("d'", "de", "du")


def appositions(clause: Clause, end: int, limit: int) -> int:
    """Return the word after the appositions that follow a phrase: « , 54 ans, délégué CGT de l'usine »."""
    ws, last = clause.words, end
    for _ in range(4):
        i = last
        if word_at(ws, i).text == "(":
            close = find_word(ws, (")",), i, min(i + 12, limit))
            if close < 0:
                break
            last = close + 1
            continue
        if word_at(ws, i).text != ",":
            break
        stop = _place_aside(clause, i + 1, limit) or _apposition(clause, i + 1, limit)
        if stop is None:
            break
        last = stop
    return last


def _place_aside(clause: Clause, at: int, limit: int) -> int | None:
    """Return the comma after « le maire de Kourou, en Guyane » where the person's name follows."""
    ws = clause.words
    if word_at(ws, at).lower not in words("before_place"):
        return None
    comma = find_word(ws, (",",), at + 1, min(at + PLACE, limit - 1))
    named = any(map(is_capital, ws[at + 1 : max(0, comma)]))
    return comma if named and starts_person(clause, comma + 1) else None


def _apposition(clause: Clause, at: int, limit: int) -> int | None:
    ws = clause.words
    word = word_at(ws, at)
    if AGE.match(word.text) and word_at(ws, at + 1).lower.startswith("an"):
        return at + 2
    if word.lower in words("ends_phrase", "pronoun", "auxiliary", "time", "adverb") or word.lower in speech_forms():
        return None
    nominal = is_det(word) or is_capital(word) or word.lower.removeprefix("ex-").split("-")[0] in persons()
    nominal = nominal or bool(_PROFESSION.search(word.text)) or word.lower in words("organisation", "bare_apposition")
    if not nominal:
        return None
    stop = phrase_end(clause, at, limit)
    after = word_at(ws, stop)
    closed = stop == limit or after.text in ",.;:()!?«»" or after.mark or after.lower in words("ends_phrase")
    return stop if stop > at and closed else None


def read_speaker(clause: Clause, at: int, limit: int) -> Speaker | None:
    """Read the speaker whose phrase begins at a word."""
    ws = clause.words
    limit = min(limit, at + MAX_PHRASE)
    end = phrase_end(clause, at, limit)
    if end <= at or ws[at].lower in words("nobody"):
        return None
    if ws[at].lower in words("pronoun") and is_det(ws[at]) and word_at(ws, at + 1).lower in words("plural"):
        found = read_speaker(clause, at + 1, limit)  # « tous les élus »; « toutes deux » have no noun
        return replace(found, start=ws[at].start, phrase_start=ws[at].start) if found else None
    if ws[at].lower in words("pronoun") or is_the_one(ws, at):
        return _speaker(clause, at, at + 1, at + 1, "pronoun", None)
    if end == at + 1 and ws[at].lower in words("indefinite"):  # « certains »
        return _speaker(clause, at, end, end, "role", None)
    if end == at + 1 and (is_det(ws[at]) or ws[at].lower in words("time")):
        return None
    return _read_phrase(clause, at, end, limit)


def _read_phrase(clause: Clause, at: int, end: int, limit: int) -> Speaker | None:
    """Read the speaker of a phrase ``words[at:end]``, its appositions with it."""
    ws = clause.words
    whole = appositions(clause, end, limit)
    name = find_name(clause, at, whole)
    if name and name[0] >= end and not (is_det(ws[at]) or _is_person(ws, at, end)):
        name = None
    kind = "name" if name else kind_of(clause, at, end)
    if kind == "role" and not (opens_phrase(ws, at) or ws[at].lower in sayers() or is_det(ws[at])):
        return None
    if kind in ("organisation", "role") and (beside := _name_beside(clause, at, end, whole)):
        return beside
    return _speaker(clause, at, end, whole, kind, name)


def _speaker(clause: Clause, at: int, end: int, whole: int, kind: str, name: tuple[int, int] | None) -> Speaker:
    ws = clause.words
    phrase = ws[at].start, ws[whole - 1].end
    if name is None:
        return Speaker(ws[at].start, ws[end - 1].end, kind, *phrase)
    name = name[0], _with_second(clause, name[1], end)
    start, stop = ws[name[0]].start, ws[name[1] - 1].end
    return Speaker(start, stop, kind, *phrase, role_of(clause.text, ws[at:whole], name[0] - at, name[1] - at))


def _with_second(clause: Clause, stop: int, end: int) -> int:
    """Return the word after « Maria et Paul Weber » where a second name follows the first."""
    ws = clause.words
    if stop < end and ws[stop].lower == "et" and is_capital(word_at(ws, stop + 1)):
        second = name_end(clause, stop + 1, end)
        return second if is_person_name(clause, stop + 1, second) else stop
    return stop


def _name_beside(clause: Clause, at: int, end: int, whole: int) -> Speaker | None:
    """Take « Febelfin » of « la fédération des banques, Febelfin », « le SNCTA » of « le syndicat, le SNCTA »."""
    ws = clause.words
    if end + 1 >= whole or ws[end].text != "," or not is_det(ws[at]) or ws[at].lower in words("plural"):
        return None
    first = end + 1 + (ws[end + 1].lower in words("definite_singular"))
    if first >= whole or not is_capital(ws[first]) or (first > end + 1 and not ACRONYM.match(ws[first].text)):
        return None
    stop = name_end(clause, first, whole)
    role = clause.text[ws[at + 1].start : ws[end - 1].end]
    return Speaker(ws[first].start, ws[stop - 1].end, "organisation", ws[at].start, ws[whole - 1].end, role)


def _is_person(ws: Sequence[Word], at: int, end: int) -> bool:
    return any(w.lower in persons() for w in ws[at:end])
