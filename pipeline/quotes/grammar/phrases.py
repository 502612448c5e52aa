"""Noun phrases that can name a speaker, read from the surface: grammar fixes their shape better than a parser does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.quotes.grammar.complements import is_time
from pipeline.quotes.grammar.lexicon import persons, sayers, speech_forms, words
from pipeline.quotes.grammar.names import ACRONYM, find_name, is_capital, is_det, is_person_name, kind_of, name_end
from pipeline.quotes.text.sentences import Word

# A speaker with all appositions is no longer than this.
MAX_PHRASE = 40
# The entities of the text: ``(start, end, label)``.
People = Sequence[tuple[int, int, str]]
_AGE = re.compile(r"\d{1,3}$")
# « Gaël Roux, géochimiste au CNRS » : what ends so after a name is what one does.
_PROFESSION = re.compile(r"[a-zà-ÿ](?:logue|iste|icien|icienne|trice|teur|euse|graphe|peute)$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: offsets of the mention, what it is, and what is said of it.

    ``start``, ``end`` hold the name if there is one, else the phrase; ``phrase_start``, ``phrase_end`` hold all of it.
    """

    start: int
    end: int
    kind: str
    phrase_start: int
    phrase_end: int
    role: str = ""


def pronoun_speaker(word: Word) -> Speaker:
    """Return the speaker of an inverted clitic, « -il » without its hyphen."""
    start = word.end - len(word.text.lstrip("-"))
    return Speaker(start, word.end, "pronoun", start, word.end)


def opens_phrase(ws: Sequence[Word], at: int) -> bool:
    """Tell whether a noun phrase may begin at a word."""
    if at >= len(ws) or ws[at].mark is not None:
        return False
    word = ws[at]
    if word.lower in words("pronoun") or word.text in words("title"):
        return True
    if word.lower == "d'" and at + 1 < len(ws) and ws[at + 1].lower == "autres":
        return True
    if is_det(word) and word.lower not in ("au", "aux", "des", "du"):
        return not is_time(ws, at)
    bare = (
        word.lower not in words("preposition") and word.lower not in words("time") and word.lower not in words("adverb")
    )
    return is_capital(word) and bare and word.lower not in ("d'", "de", "du") and word.lower not in words("not_that")


def phrase_end(ws: Sequence[Word], at: int, limit: int, people: People = ()) -> int:
    """Return the word after the noun phrase that begins at ``at``, appositions left out.

    No word inside a name ends it: « Le Canard enchaîné », « Reporters sans frontières ».
    """
    i = at
    while i < limit:
        word = ws[i]
        if i > at and word.mark is None and any(a < word.start < b and label != "PER" for a, b, label in people):
            i += 1
            continue
        if word.text == "(" and i > at and (close := _party(ws, i, limit)):
            i = close
            continue
        if word.lower in words("pronoun") and i == at:
            return i + 1
        if _ends_phrase(ws, i, at):
            break
        i += 1
    while i > at and ws[i - 1].lower in words("loose"):
        i -= 1
    return i


def _party(ws: Sequence[Word], at: int, limit: int) -> int:
    """Return the word after « (LR) » in « le maire (LR) de Nice », or 0."""
    for i in range(at + 1, min(at + 6, limit - 1)):
        if ws[i].text == ")":
            return i + 1 if ws[i + 1].lower in ("de", "du", "d'", "des") or is_capital(ws[i + 1]) else 0
    return 0


def _ends_phrase(ws: Sequence[Word], i: int, at: int) -> bool:
    word = ws[i]
    if word.mark is not None or word.text in ',;:.!?…()[]«»"“”—–/' or word.lower in words("inverted"):
        return True
    if word.text == "-":
        return ws[i - 1].end < word.start
    if i == at:
        return False
    if word.lower in words("stop"):
        return not _inside_name(ws, i)
    if word.lower in words("time") and not is_capital(word) and not ws[i - 1].text[:1].isdigit():
        return True
    if word.lower in words("stops_phrase"):
        return True
    if word.lower == "par" and ws[i - 1].lower.endswith(("é", "ée", "és", "ées", "it", "ite", "u", "ue")):
        return False
    if word.lower in ("à", "au", "aux") and i + 1 < len(ws) and ws[i + 1].lower in ("une", "un"):
        return True
    if word.lower in ("au", "aux") and i + 1 < len(ws) and ws[i + 1].lower in words("medium"):
        return True
    if word.lower in ("sur", "dans", "par") or (word.lower == "à" and _is_medium(ws, i)):
        return True
    if word.text[0].islower() and word.lower in words("auxiliary"):
        return True
    if word.pos in ("VERB", "AUX") and word.lower not in words("adjectival") and _is_finite(word):
        return True
    return is_det(word) and word.lower in words("new_phrase") and _is_new(ws, i)


def _is_new(ws: Sequence[Word], i: int) -> bool:
    """A determiner begins a new phrase unless a preposition or « et » leads it."""
    before = ws[i - 1]
    if is_capital(ws[i]):
        return False
    return before.lower not in words("holds_phrase") and not (is_capital(before) and is_capital(ws[i]))


def _inside_name(ws: Sequence[Word], i: int) -> bool:
    """« ministre en charge », « rapporteur pour le budget », « porte-parole en chef »."""
    if ws[i].lower == "en" and i + 1 < len(ws) and (is_capital(ws[i + 1]) or ws[i - 1].lower in persons()):
        return True
    return (
        ws[i].lower in ("en", "pour") and i + 1 < len(ws) and ws[i + 1].lower in ("charge", "chef", "le", "la", "les")
    )


def _is_medium(ws: Sequence[Word], i: int) -> bool:
    """« à l'AFP », « à nos confrères », after a name."""
    return is_capital(ws[i - 1]) or (
        i + 2 < len(ws) and ws[i + 1].lower == "l'" and bool(ACRONYM.match(ws[i + 2].text))
    )


def _is_finite(word: Word) -> bool:
    verb = speech_forms().get(word.lower)
    if verb is not None and word.text[0].islower():
        return verb.mood in ("finite", "gerund")
    return not word.lower.endswith(("é", "ée", "és", "ées", "i", "ie", "is", "u", "ue", "us", "er", "ir"))


def appositions(ws: Sequence[Word], end: int, limit: int) -> int:
    """Return the word after the appositions that follow a phrase: « , 54 ans, délégué CGT de l'usine »."""
    last = end
    for _ in range(4):
        i = last
        if i < limit and ws[i].text == "(":
            close = next((j for j in range(i, min(i + 12, limit)) if ws[j].text == ")"), -1)
            if close < 0:
                break
            last = close + 1
            continue
        if i + 1 >= limit or ws[i].text != ",":
            break
        stop = _apposition(ws, i + 1, limit)
        if stop is None:
            break
        last = stop
    return last


def _apposition(ws: Sequence[Word], at: int, limit: int) -> int | None:
    word = ws[at]
    if _AGE.match(word.text) and at + 1 < limit and ws[at + 1].lower.startswith("an"):
        return at + 2
    if word.lower in words("stop") or word.lower in words("pronoun") or word.lower in words("auxiliary"):
        return None
    if word.lower in words("time") or word.lower in words("adverb") or word.lower in speech_forms():
        return None
    nominal = is_det(word) or is_capital(word) or word.lower.removeprefix("ex-").split("-")[0] in persons()
    nominal = nominal or bool(_PROFESSION.search(word.text))
    if not nominal and word.lower not in words("bare_apposition"):
        return None
    stop = phrase_end(ws, at, limit)
    closed = stop >= limit or ws[stop].text in ",.;:()!?«»" or ws[stop].mark or ws[stop].lower in words("stop")
    return stop if stop > at and closed else None


def read_speaker(text: str, ws: Sequence[Word], at: int, limit: int, people: People) -> Speaker | None:
    """Read the speaker whose phrase begins at a word.

    ``people`` are the entities of the text, ``(start, end, label)``: they tell a name from a place.
    """
    limit = min(limit, at + MAX_PHRASE)
    end = phrase_end(ws, at, limit, people)
    if end <= at or ws[at].lower in words("nobody"):
        return None
    if end == at + 1 and is_det(ws[at]) and ws[at].lower not in words("pronoun"):
        return None
    if ws[at].lower in words("pronoun"):
        return _speaker(text, ws, at, at + 1, at + 1, "pronoun", None)
    whole = appositions(ws, end, limit)
    name = find_name(ws, at, whole, people)
    if name and name[0] >= end and not (is_det(ws[at]) or _is_person(ws, at, end)):
        name = None
    kind = "name" if name else kind_of(ws, at, end, people)
    if kind == "role" and not (opens_phrase(ws, at) or ws[at].lower in sayers() or is_det(ws[at])):
        return None
    if kind in ("organisation", "role") and (beside := _name_beside(text, ws, at, end, whole)):
        return beside
    return _speaker(text, ws, at, end, whole, kind, name, people)


def _speaker(
    text: str,
    ws: Sequence[Word],
    at: int,
    end: int,
    whole: int,
    kind: str,
    name: tuple[int, int] | None,
    people: People = (),
) -> Speaker:
    phrase = ws[at].start, ws[whole - 1].end
    if name is None:
        role = ""
        return Speaker(ws[at].start, ws[end - 1].end, kind, *phrase, role)
    name = name[0], _with_second(ws, name[1], end, people)
    start, stop = ws[name[0]].start, ws[name[1] - 1].end
    return Speaker(start, stop, kind, *phrase, _role(text, ws, at, whole, name))


def _with_second(ws: Sequence[Word], stop: int, end: int, people: People) -> int:
    """Return the word after « Maria et Paul Weber » where a second name follows the first."""
    if stop + 1 < end and ws[stop].lower == "et" and is_capital(ws[stop + 1]):
        second = name_end(ws, stop + 1, end)
        return second if is_person_name(ws, stop + 1, second, people) else stop
    return stop


def _name_beside(text: str, ws: Sequence[Word], at: int, end: int, whole: int) -> Speaker | None:
    """Take « Febelfin » of « la fédération des banques, Febelfin », « le SNCTA » of « le syndicat, le SNCTA »."""
    if end + 1 >= whole or ws[end].text != "," or not is_det(ws[at]) or ws[at].lower in words("plural"):
        return None
    first = end + 1 + (ws[end + 1].lower in ("le", "la", "l'"))
    if first >= whole or not is_capital(ws[first]) or (first > end + 1 and not ACRONYM.match(ws[first].text)):
        return None
    stop = name_end(ws, first, whole)
    role = text[ws[at + 1].start : ws[end - 1].end]
    return Speaker(ws[first].start, ws[stop - 1].end, "organisation", ws[at].start, ws[whole - 1].end, role)


def _role(text: str, ws: Sequence[Word], at: int, whole: int, name: tuple[int, int]) -> str:
    """Return what the phrase says of the name: the words before it, or those after."""
    before = [w for w in ws[at : name[0]] if w.text not in ",()"]
    while before and (is_det(before[0]) or before[0].lower in ("et", "de")):
        before = before[1:]
    # « le directeur général, Paul Arno » has a role; « le général Arno » and « l'avocate Me Arno » have a title.
    while before and before[-1].text in words("title") and (len(before) == 1 or is_capital(before[-1])):
        before = before[:-1]
    if before:
        return text[before[0].start : before[-1].end].strip(" ,")
    after = list(ws[name[1] : whole])
    for i, word in enumerate(after):
        if i and word.text == "," and i + 1 < len(after) and _AGE.match(after[i + 1].text):
            after = after[:i]
            break
    if after and after[0].lower == "et":
        return ""
    while after and (after[0].text in ",(" or is_det(after[0]) or _AGE.match(after[0].text) or after[0].lower == "ans"):
        after = after[1:]
    while after and (after[-1].text == "," or (after[-1].text == ")" and "(" not in [w.text for w in after])):
        after = after[:-1]
    return text[after[0].start : after[-1].end] if after else ""


def _is_person(ws: Sequence[Word], at: int, end: int) -> bool:
    return any(w.lower in persons() for w in ws[at:end][:4])
