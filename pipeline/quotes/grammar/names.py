"""Names inside a phrase: a person's, an organisation's, or none."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.entities.gazetteer import is_given
from pipeline.entities.kinds import is_organisation_noun
from pipeline.language.lists import load
from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import persons, words
from pipeline.quotes.grammar.words import is_capital, is_det, run_start, word_at
from pipeline.quotes.text.sentences import Word

# A head noun stands among the first words of its phrase: « plus de 300 de leurs confrères ».
HEAD = 6


def given(word: Word) -> bool:
    """Tell a known given name, « Jean-Philippe » by its first half."""
    return is_given(word.text)


def starts_person(clause: Clause, at: int) -> bool:
    """Tell a word that a person's name begins with: by the entities, a given name or a title."""
    name = clause.name_from(at)
    if name is not None:
        return name.label == "PER" or given(clause.words[at])
    word = clause.words[at]
    return is_capital(word) and not clause.is_within_name(at) and (given(word) or word.text in words("title"))


def find_name(clause: Clause, at: int, end: int) -> tuple[int, int] | None:
    """Return the first person's name of a phrase that is not a complement (« l'avocat de Paul Arno »)."""
    ws, i = clause.words, at
    while i < end:
        if not is_capital(ws[i]) or (i == at and is_det(ws[i])):
            i += 1
            continue
        if ACRONYM.match(ws[i].text) and given(word_at(ws, i + 1)):
            i += 1
        stop = name_end(clause, i, end)
        person = _person_within(clause, i, stop)
        if person > i and ws[person - 1].lower in words("bare_of"):
            i = stop  # « l'ancienne ministre de la Justice de Paul Arno »
            continue
        named = person if person > i and is_person_name(clause, person, stop) else i
        known = named > i or (not _is_led(clause, at, i) and is_person_name(clause, i, stop))
        if known and not _is_nested(clause, at, named, stop, end):
            return named, stop
        i = stop
    return None


def _is_nested(clause: Clause, at: int, i: int, stop: int, end: int) -> bool:
    """Tell « Paul Arno » in « l'envoyé du président Paul Arno, Luc Morel » : who is apposed bears the whole phrase."""
    ws = clause.words
    if stop + 1 >= end or ws[stop].text != "," or not starts_person(clause, stop + 1):
        return False
    held = [j for j in range(at, i) if ws[j].lower in persons()]
    return len(held) > 1 and any(ws[j - 1].lower in words("of") or ws[j - 2].lower in words("of") for j in held[1:])


def _is_led(clause: Clause, at: int, i: int) -> bool:
    """Tell « Paul Arno » in « l'institut Paul Arno », « à Paul Arno », « joint par Paul Arno », not « la Mme Arno »."""
    ws = clause.words
    if i == at or (i == at + 1 and is_det(ws[at]) and ws[i].text in words("title")):
        return False
    return (
        ws[i - 1].lower == "par"
        or ws[i - 1].lower in words("before_place")
        or _is_of_another(ws, at, i)
        or (ws[i - 1].lower in words("organisation") and not _is_held(clause, at, i))
    )


def _is_of_another(ws: Sequence[Word], at: int, i: int) -> bool:
    """Tell « le porte-parole du président Arno », another than he, from « le message du président Arno »."""
    if any(w.lower in words("document", "utterance") for w in ws[at:i]):
        return False
    led = i - 1 - (ws[i - 1].lower not in persons())  # « du président russe Arno »
    article = run_start(ws, led, "qualifier") - 1
    return article > at and ws[led].lower in persons() and ws[article].lower in ("du", "l'", "la")


def _is_held(clause: Clause, at: int, i: int) -> bool:
    """Tell « le président du parti Jean Morel » from « le directeur de l'institut Louis Pasteur »."""
    ws, after = clause.words, word_at(clause.words, i + 1)
    # « la gérante de la boutique Nicolas », « le directeur de l'institut Louis Pasteur »
    full = is_capital(after) or after.lower in words("particle") - words("of")
    if ws[i - 1].lower in words("named_after") or not given(ws[i]) or not full:
        return False
    return any(w.lower in persons() for w in ws[at:i])


def _person_within(clause: Clause, at: int, stop: int) -> int:
    """Return where the person begins in « la présidente de la Région Anne Vial »: the entities part them."""
    for i in range(at + 1, stop - 1):
        name = clause.name_from(i)
        if name and name.label == "PER":
            return i
        if given(clause.words[i]) and any(n.first <= at and n.after == i and n.label != "PER" for n in clause.names):
            return i
    return at


def name_end(clause: Clause, at: int, end: int) -> int:
    """Return the word after a run of capitalised words with its particles: « Simone de La Rue », « Masayoshi Son »."""
    ws, i = clause.words, at + 1
    while i < end:
        if ws[i].text == "-" and ws[i - 1].end == ws[i].start and ws[i].end == word_at(ws, i + 1).start:
            i += 2
        elif clause.is_within_name(i) or ws[i - 1].text in words("title") or _is_name_word(clause, i, end):
            i += 1
        else:
            break
    return min(i, end)


def _opens_another(clause: Clause, i: int) -> bool:
    """Tell « des Éditions du Roc » after « Luc Morel »: a person ends there, and what the entities know begins."""
    first = i if is_capital(clause.words[i]) else i + 1
    after = next((n for n in clause.names if first <= n.first <= first + 1), None)
    before = next((n for n in clause.names if n.after == i), None)
    parted = after is not None and before is not None and after.label == "ORG" and before.label == "PER"
    return parted and clause.words[i].lower in words("of", "contraction")


def _is_name_word(clause: Clause, i: int, end: int) -> bool:
    ws = clause.words
    if _opens_another(clause, i):
        return False
    if is_capital(ws[i]):
        return ws[i].lower not in words("determiner", "time") or _goes_on(ws, i, end)
    return ws[i].lower in words("particle") and _goes_on(ws, i, end)


def _goes_on(ws: Sequence[Word], i: int, end: int) -> bool:
    after = word_at(ws, i + 1)
    if ws[i].text == "-" and (ws[i - 1].end < ws[i].start or ws[i].end < after.start):
        return False
    return is_capital(after) or (after.lower in words("particle") and is_capital(word_at(ws, i + 2)))


def is_person_name(clause: Clause, at: int, end: int) -> bool:
    """Tell a person's name: a title, a known given name, what the entities say, or two words with a capital."""
    ws = clause.words
    if ws[at].text in words("title"):
        return end > at + 1
    labels = clause.labels(at, end)
    if "PER" in labels:
        return True
    if any(w.text[0].isdigit() for w in ws[at:end]):
        return False
    if given(ws[at]) and end > at + 1 and not (labels and ws[at + 1].lower in words("of")):  # « France de Calandre »
        return True
    if labels or ACRONYM.match(ws[at].text):
        return False
    return (
        any(ws[i].end < ws[i + 1].start for i in range(at, end - 1))  # « Bora-Hansgrohe » is one word
        and all(w.text.isalpha() or w.text in "-'." for w in ws[at:end])
        and ws[at].lower not in words("organisation")
    )


def kind_of(clause: Clause, at: int, end: int) -> str:
    """Tell a role from an organisation and a document by the head noun."""
    ws = clause.words
    if _heads_person(ws, at, end):
        return "role"
    for i in range(at, end):
        word = ws[i]
        if word.lower in words("document"):
            return "document"
        if is_body(word) or ACRONYM.match(word.text):
            return "organisation"
        if is_capital(word) and not is_det(word):
            if _is_inhabitant(clause, at, end):
                return "role"
            return "name" if "PER" in clause.labels(i, i + 1) else "organisation"
        if word.lower in words("preposition") or word.lower in ("de", "du", "d'", "au", "aux"):
            break
    return "role"


def _heads_person(ws: Sequence[Word], at: int, end: int) -> bool:
    """Tell « le maire », « plus de 300 confrères », « le conseil du prévenu »: the first noun is a person's."""
    for word in ws[at : min(end, at + (HEAD if ws[at].text[:1].isdigit() or is_many(ws, at) else 3))]:
        if word.lower in persons() or word.lower.removesuffix("s") in persons():
            return True
        if word.lower in words("counsel") and _is_of_person(ws, at, end):
            return True
        if is_body(word):
            break
    return False


def _is_of_person(ws: Sequence[Word], at: int, end: int) -> bool:
    """Tell « le conseil du prévenu », his lawyer, from « le conseil municipal »."""
    return any(w.lower in persons() and word_at(ws, i - 1).lower in words("of") for i, w in enumerate(ws[at:end], at))


def is_body(word: Word) -> bool:
    """Tell « mairies », « plateforme »: the noun of an organisation."""
    noun = word.lower
    return noun in words("organisation") or is_organisation_noun(noun) or is_organisation_noun(noun.removesuffix("s"))


def is_many(ws: Sequence[Word], at: int) -> bool:
    """Tell « plus de 300 confrères », « près de la moitié »: the noun comes after the number."""
    return ws[at].lower in words("quantity") and word_at(ws, at + 1).lower in words("bare_of")


def _is_inhabitant(clause: Clause, at: int, end: int) -> bool:
    """Tell « la Niçoise », « le Texan », « l'ancien Lensois » : a demonym with the singular article is a person."""
    ws = clause.words
    word, led = ws[end - 1], [w.lower for w in ws[at : end - 1]]
    if not led or led[0] not in words("definite_singular") or not words("qualifier").issuperset(led[1:]):
        return False
    if len(led) == 1 and not clause.labels(end - 1, end).isdisjoint(("ORG", "LOC")):
        return False
    return bool(demonym_genders(word.lower)) or bool(_INHABITANT.match(word.text))


@lru_cache(maxsize=4096)
def demonym_genders(word: str) -> str:
    """Return the genders (m, f, mf) of the name of an inhabitant in lower case, nothing if it is none.

    >>> demonym_genders("américaine"), demonym_genders("italien"), demonym_genders("belge"), demonym_genders("table")
    ('f', 'm', 'mf', '')
    """
    known = _demonyms()
    if word in known:
        return "mf" if word.endswith("e") and known[word] == "masculine" else known[word][0]
    regular = word.endswith("e") and known.get(word[:-1]) == "masculine"
    return "f" if regular or (word.endswith("ne") and known.get(word[:-2]) == "masculine") else ""


@cache
def _demonyms() -> dict[str, str]:
    rows = load("entities/demonyms")
    return {row[key].lower(): key for key in ("feminine", "masculine") for row in rows if row[key]}


_INHABITANT = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ-]+(?:[ao]ise?|ien(?:ne)?|éen(?:ne)?)$")
ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z0-9&.-]+$")
