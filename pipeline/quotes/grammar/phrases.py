"""Noun phrases that can name a speaker, read from the surface: grammar fixes their shape better than a parser does."""

import re
from collections.abc import Callable, Sequence

from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import persons, phrases, sayers, speech_forms, words
from pipeline.quotes.grammar.names import ACRONYM, find_name, is_person_name, kind_of, name_end, starts_person
from pipeline.quotes.grammar.roles import role_of
from pipeline.quotes.grammar.words import counts_sayers, is_capital, is_det, is_time
from pipeline.quotes.text.sentences import Word

# A speaker with all appositions is no longer than this.
MAX_PHRASE = 40
# « (LR) », « (parti du centre) »; « les « gilets jaunes » ».
MAX_BRACKET, MAX_MARKED = 6, 4
AGE = re.compile(r"\d{1,3}$")
# « Gaël Roux, géochimiste au CNRS » : what ends so after a name is what one does.
_PROFESSION = re.compile(r"[a-zà-ÿ](?:logue|iste|icien|icienne|trice|teur|euse|graphe|peute|ingénieure?)$")
_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|i|ie|is|u|ue|us|er|ir)$")
End = Callable[[Clause, int, int], bool | None]


def pronoun_speaker(word: Word) -> Speaker:
    """Return the speaker of an inverted clitic, « -il » without its hyphen."""
    start = word.end - len(word.text.lstrip("-"))
    return Speaker(start, word.end, "pronoun", start, word.end)


def opens_phrase(ws: Sequence[Word], at: int) -> bool:
    """Tell whether a noun phrase may begin at a word."""
    if at >= len(ws) or ws[at].mark is not None:
        return False
    word = ws[at]
    if word.lower in words("pronoun") or word.text in words("title") or counts_sayers(ws, at) or is_the_one(ws, at):
        return True
    if word.lower == "d'" and at + 1 < len(ws) and ws[at + 1].lower == "autres":
        return True
    if is_det(word) and word.lower not in ("au", "aux", "des", "du"):
        return not is_time(ws, at)
    bare = (
        word.lower not in words("preposition") and word.lower not in words("time") and word.lower not in words("adverb")
    )
    return is_capital(word) and bare and word.lower not in ("d'", "de", "du") and word.lower not in words("not_that")


def is_the_one(ws: Sequence[Word], at: int) -> bool:
    """Tell « celle » in « celle qui dirige l'usine »."""
    return ws[at].lower in words("demonstrative") and at + 1 < len(ws) and ws[at + 1].lower in words("subordinator")


def phrase_end(clause: Clause, at: int, limit: int) -> int:
    """Return the word after the noun phrase that begins at ``at``, appositions left out.

    No word inside a name ends it: « Le Canard enchaîné », « Reporters sans frontières », « Masayoshi Son ».
    """
    ws, i = clause.words, at
    while i < limit:
        if i > at and clause.is_within_name(i):
            i += 1
        elif i > at and (close := _party(ws, i, limit) or _marked(ws, i, limit)):
            i = close
        elif i == at and (ws[i].lower in words("pronoun") or is_the_one(ws, i)):
            return i + 1
        elif next((ends for rule in ENDS if (ends := rule(clause, i, at)) is not None), False):
            break
        else:
            i += 1
    while i > at and ws[i - 1].lower in words("dangling"):
        i -= 1
    return i


def _party(ws: Sequence[Word], at: int, limit: int) -> int:
    """Return the word after « (LR) » in « le maire (LR) de Nice », or 0."""
    if ws[at].text != "(":
        return 0
    for i in range(at + 1, min(at + MAX_BRACKET, limit - 1)):
        if ws[i].text == ")":
            return i + 1 if ws[i + 1].lower in ("de", "du", "d'", "des") or is_capital(ws[i + 1]) else 0
    return 0


def _marked(ws: Sequence[Word], at: int, limit: int) -> int:
    """Return the word after « gilets jaunes » in « les « gilets jaunes » », or 0."""
    if ws[at].text not in '«"' or not is_det(ws[at - 1]):
        return 0
    for i in range(at + 1, min(at + 2 + MAX_MARKED, limit)):
        if ws[i].mark is not None or ws[i].pos in ("VERB", "AUX"):
            return 0
        if ws[i].text in '»"':
            return i + 1 if i > at + 1 else 0
    return 0


def _punctuation(clause: Clause, i: int, at: int) -> bool | None:
    """End at a mark, a stop, an inverted clitic: « la préfète du Gard, »."""
    word = clause.words[i]
    closes = word.mark is not None or word.text in ',;:.!?…()[]«»"“”—–/' or word.lower in words("inverted")
    return True if closes else None


def _dash(clause: Clause, i: int, at: int) -> bool | None:
    """End at « - » with a space before it; « Saint - Denis » written tight goes on."""
    ws = clause.words
    return ws[i - 1].end < ws[i].start if ws[i].text == "-" else None


def _head(clause: Clause, i: int, at: int) -> bool | None:
    """Keep the first word, whatever it is."""
    return False if i == at else None


def _before_name(clause: Clause, i: int, at: int) -> bool | None:
    """Go on in « l'expert en réseaux sociaux Tristan Marchand »: the name closes the phrase."""
    ws = clause.words
    if ws[i].lower not in ("en", "pour") or not any(w.lower in persons() for w in ws[at:i]):
        return None
    for j in range(i + 1, min(i + 4, len(ws))):
        if j > i + 1 and starts_person(clause, j):
            return False
        if not ws[j].text.islower() or is_det(ws[j]) or ws[j].lower in words("preposition"):
            return None
    return None


def _stop_word(clause: Clause, i: int, at: int) -> bool | None:
    """End at what opens another part of the sentence: « le maire lors d'une réunion », « en marge de », « qui »."""
    ws = clause.words
    if ws[i].lower not in words("ends_phrase"):
        return None
    after = ws[i + 1] if i + 1 < len(ws) else ws[i]
    if ws[i].lower == "en" and after.lower in words("occasion"):
        return True
    if ws[i].lower == "en" and after is not ws[i] and (is_capital(after) or ws[i - 1].lower in persons()):
        return False
    # « ministre en charge », « rapporteur pour le budget », « porte-parole en chef »
    return not (ws[i].lower in ("en", "pour") and after.lower in ("charge", "chef", "le", "la", "les"))


def _time(clause: Clause, i: int, at: int) -> bool | None:
    """End at « la ministre mardi »; « le Manifeste du 8 mai » goes on."""
    word = clause.words[i]
    ends = word.lower in words("time") and not is_capital(word) and not clause.words[i - 1].text[:1].isdigit()
    return True if ends else None


def _clitic(clause: Clause, i: int, at: int) -> bool | None:
    """End at « le maire se félicite », « le maire n'a »."""
    return True if clause.words[i].lower in words("clitic_object") else None


def _by(clause: Clause, i: int, at: int) -> bool | None:
    """Go on in « l'experte mandatée par la ville »."""
    before = clause.words[i - 1].lower
    return False if clause.words[i].lower == "par" and _PAST.search(before) else None


_PAST = re.compile(r"(?:é|ée|és|ées|it|ite|u|ue)$")


def _addressee(clause: Clause, i: int, at: int) -> bool | None:
    """End at « la ministre au Figaro », « le maire à un micro », « le commissaire à Paul Vial »."""
    ws = clause.words
    if ws[i].lower not in ("à", "au", "aux") or i + 1 >= len(ws):
        return None
    after = ws[i + 1].lower
    if after in ("une", "un") or is_medium(clause, i):
        return True
    if ws[i].lower in ("au", "aux") and after in words("medium"):
        return True
    return True if starts_person(clause, i + 1) or (ws[i].lower == "à" and is_capital(ws[i - 1])) else None


def is_medium(clause: Clause, at: int) -> bool:
    """Tell a preposition before the name of a paper, a channel, an agency: « au Figaro », « à l'AFP », « sur BFM »."""
    ws = clause.words
    first = at + 1 + (at + 1 < len(ws) and ws[at + 1].lower in ("l'", "la", "le", "les"))
    if first >= len(ws) or not (is_capital(ws[first]) or ws[first].text[:1].isdigit()):
        return False
    return any(
        [w.lower for w in ws[first : first + len(parts)]] == list(parts)
        for parts in phrases("media").get(ws[first].lower, ())
    )


def _place(clause: Clause, i: int, at: int) -> bool | None:
    """End at « le maire sur BFM », « dans un entretien », « par la voix de »."""
    return True if clause.words[i].lower in ("sur", "dans", "par") else None


def _verb(clause: Clause, i: int, at: int) -> bool | None:
    """End at a verb: « le maire a », « le maire dénonce »; « la ministre déléguée » goes on."""
    word = clause.words[i]
    if word.text[0].islower() and word.lower in words("auxiliary"):
        return True
    if word.pos not in ("VERB", "AUX") or word.lower in words("adjectival"):
        return None
    verb = speech_forms().get(word.lower)
    if verb is not None and word.text[0].islower():
        return True if verb.mood in ("finite", "gerund") else None
    return None if _PARTICIPLE.search(word.lower) else True


def _determiner(clause: Clause, i: int, at: int) -> bool | None:
    """End at a determiner that no preposition and no « et » leads: « a dit le maire la veille »."""
    word, before = clause.words[i], clause.words[i - 1]
    opens = is_det(word) and word.lower in words("opens_noun_phrase") and not is_capital(word)
    return True if opens and before.lower not in words("joins_phrase") else None


# What ends a noun phrase (True), what goes on with it (False): the first that answers decides.
ENDS: tuple[End, ...] = (
    _punctuation, _dash, _head, _before_name, _stop_word, _time, _clitic, _by, _addressee, _place, _verb, _determiner,
)  # fmt: skip


def appositions(clause: Clause, end: int, limit: int) -> int:
    """Return the word after the appositions that follow a phrase: « , 54 ans, délégué CGT de l'usine »."""
    ws, last = clause.words, end
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
        stop = _apposition(clause, i + 1, limit)
        if stop is None:
            break
        last = stop
    return last


def _apposition(clause: Clause, at: int, limit: int) -> int | None:
    ws = clause.words
    word = ws[at]
    if AGE.match(word.text) and at + 1 < limit and ws[at + 1].lower.startswith("an"):
        return at + 2
    if word.lower in words("ends_phrase") or word.lower in words("pronoun") or word.lower in words("auxiliary"):
        return None
    if word.lower in words("time") or word.lower in words("adverb") or word.lower in speech_forms():
        return None
    nominal = is_det(word) or is_capital(word) or word.lower.removeprefix("ex-").split("-")[0] in persons()
    nominal = nominal or bool(_PROFESSION.search(word.text)) or word.lower in words("organisation")
    if not nominal and word.lower not in words("bare_apposition"):
        return None
    stop = phrase_end(clause, at, limit)
    closed = stop >= limit or ws[stop].text in ",.;:()!?«»" or ws[stop].mark or ws[stop].lower in words("ends_phrase")
    return stop if stop > at and closed else None


def read_speaker(clause: Clause, at: int, limit: int) -> Speaker | None:
    """Read the speaker whose phrase begins at a word."""
    ws = clause.words
    limit = min(limit, at + MAX_PHRASE)
    end = phrase_end(clause, at, limit)
    if end <= at or ws[at].lower in words("nobody"):
        return None
    if ws[at].lower in words("pronoun") or is_the_one(ws, at):
        return _speaker(clause, at, at + 1, at + 1, "pronoun", None)
    if end == at + 1 and (is_det(ws[at]) or ws[at].lower in words("time") | words("indefinite")):
        return _speaker(clause, at, end, end, "role", None) if ws[at].lower in words("indefinite") else None
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
    if stop + 1 < end and ws[stop].lower == "et" and is_capital(ws[stop + 1]):
        second = name_end(clause, stop + 1, end)
        return second if is_person_name(clause, stop + 1, second) else stop
    return stop


def _name_beside(clause: Clause, at: int, end: int, whole: int) -> Speaker | None:
    """Take « Febelfin » of « la fédération des banques, Febelfin », « le SNCTA » of « le syndicat, le SNCTA »."""
    ws = clause.words
    if end + 1 >= whole or ws[end].text != "," or not is_det(ws[at]) or ws[at].lower in words("plural"):
        return None
    first = end + 1 + (ws[end + 1].lower in ("le", "la", "l'"))
    if first >= whole or not is_capital(ws[first]) or (first > end + 1 and not ACRONYM.match(ws[first].text)):
        return None
    stop = name_end(clause, first, whole)
    role = clause.text[ws[at + 1].start : ws[end - 1].end]
    return Speaker(ws[first].start, ws[stop - 1].end, "organisation", ws[at].start, ws[whole - 1].end, role)


def _is_person(ws: Sequence[Word], at: int, end: int) -> bool:
    return any(w.lower in persons() for w in ws[at:end][:4])
