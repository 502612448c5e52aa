"""Names inside a phrase: a person's, an organisation's, or none."""

import re
from collections.abc import Sequence

from pipeline.extractors.quotes.lexicon import given_names, words
from pipeline.extractors.quotes.view import Word


def is_capital(word: Word) -> bool:
    """Tell a word written with a capital, « L'Oréal » and « 20 Minutes » left to the entities."""
    return word.text[:1].isupper() and word.text[:1].isalpha()


def is_det(word: Word) -> bool:
    """Tell a determiner."""
    return word.lower in words("determiner")


def given(word: Word) -> bool:
    """Tell a known given name, « Jean-Philippe » by its first half."""
    return word.text in given_names() or word.text.split("-")[0] in given_names()


def find_name(ws: Sequence[Word], at: int, end: int, people: Sequence[tuple[int, int, str]]) -> tuple[int, int] | None:
    """Return the first person's name of a phrase that is not a complement (« l'avocat de Paul Arno »)."""
    i = at
    while i < end:
        if not is_capital(ws[i]) or (i == at and is_det(ws[i])):
            i += 1
            continue
        if ACRONYM.match(ws[i].text) and i + 1 < end and given(ws[i + 1]):
            i += 1
        stop = name_end(ws, i, end)
        person = _person_within(ws, i, stop, people)
        if person > i and is_person_name(ws, person, stop, people):
            return person, stop
        led = i > at and ws[i - 1].lower in words("organisation")
        led = led or (
            i > at
            and ws[i - 1].lower in ("de", "du", "d'", "des", "la", "l'", "au", "à", "le", "les", "en", "aux", "chez")
        )
        led = led and not (i == at + 1 and is_det(ws[at]) and ws[i].text in words("title"))
        if not led and is_person_name(ws, i, stop, people):
            return i, stop
        i = stop
    return None


def _person_within(ws: Sequence[Word], at: int, stop: int, people: Sequence[tuple[int, int, str]]) -> int:
    """Return where the person begins in « la présidente de la Région Anne Vial »: the entities part them."""
    starts = {a for a, _, label in people if label == "PER"}
    others = [(a, b) for a, b, label in people if label != "PER"]
    for i in range(at + 1, stop - 1):
        if ws[i].start in starts or (given(ws[i]) and any(a <= ws[at].start and b == ws[i - 1].end for a, b in others)):
            return i
    return at


def name_end(ws: Sequence[Word], at: int, end: int) -> int:
    """Return the word after a run of capitalised words with its particles: « Simone de La Rue »."""
    i = at + 1
    while i < end:
        if ws[i].text == "-" and i + 1 < end and ws[i - 1].end == ws[i].start and ws[i].end == ws[i + 1].start:
            i += 2
        elif _is_name_word(ws, i, end) or ws[i - 1].text in words("title"):
            i += 1
        else:
            break
    return min(i, end)


def _is_name_word(ws: Sequence[Word], i: int, end: int) -> bool:
    if is_capital(ws[i]):
        return ws[i].lower not in words("determiner") | words("time") or _goes_on(ws, i, end)
    return ws[i].lower in words("particle") and _goes_on(ws, i, end)


def _goes_on(ws: Sequence[Word], i: int, end: int) -> bool:
    if ws[i].text == "-" and (ws[i - 1].end < ws[i].start or ws[i].end < ws[min(i + 1, end - 1)].start):
        return False
    return any(is_capital(w) for w in ws[i + 1 : min(i + 3, end)][:1]) or (
        i + 2 < end and ws[i + 1].lower in words("particle") and is_capital(ws[i + 2])
    )


def is_person_name(ws: Sequence[Word], at: int, end: int, people: Sequence[tuple[int, int, str]]) -> bool:
    """Tell a person's name: a title, a known given name, what the entities say, or two words with a capital."""
    if ws[at].text in words("title"):
        return end > at + 1
    start, stop = ws[at].start, ws[end - 1].end
    labels = {label for a, b, label in people if a < stop and start < b}
    if "PER" in labels:
        return True
    if given(ws[at]) and end > at + 1:
        return True
    if labels or ACRONYM.match(ws[at].text):
        return False
    return (
        end - at >= 2
        and all(w.text.isalpha() or w.text in "-'." for w in ws[at:end])
        and ws[at].lower not in words("organisation")
    )


def kind_of(ws: Sequence[Word], at: int, end: int, people: Sequence[tuple[int, int, str]]) -> str:
    """Tell a role from an organisation and a document by the head noun."""
    for word in ws[at : min(end, at + 3)]:
        if word.lower in words("person_noun"):
            return "role"
    for word in ws[at:end]:
        if word.lower in words("document"):
            return "document"
        if word.lower in words("organisation") or ACRONYM.match(word.text):
            return "organisation"
        if is_capital(word) and not is_det(word):
            if end == at + 2 and is_det(ws[at]) and _DEMONYM.search(word.text) and not _is_entity(word, people):
                return "role"
            start, stop = word.start, word.end
            labels = {label for a, b, label in people if a < stop and start < b}
            return "name" if "PER" in labels else "organisation"
        if word.lower in words("preposition") or word.lower in ("de", "du", "d'", "au", "aux"):
            break
    return "role"


def _is_entity(word: Word, people: Sequence[tuple[int, int, str]]) -> bool:
    return any(label in ("ORG", "LOC") and a <= word.start < b for a, b, label in people)


# « La Niçoise », « le Texan », « l'Allemand » : a demonym with the singular article is a person.
_DEMONYM = re.compile(
    r"^(?!Des|Les)[A-ZÀ-Þ][a-zà-ÿ-]+(?:ais|aise|ois|oise|ien|ienne|éen|éenne|ain|aine|an|ane|in|ine|ard|arde|ol|ole|and|ande|ite|que|be|sse)$"
)
ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z0-9&.-]+$")
