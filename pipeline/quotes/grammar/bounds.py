"""Where a noun phrase that names a speaker ends.

``ENDS`` are tried in order at each word; the first that answers says whether the phrase ends before it.
"""

import re
from collections.abc import Callable, Container, Sequence
from functools import cache, lru_cache

from pipeline.quotes.grammar.asides import aside_end
from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import persons, phrases, speech_forms, words
from pipeline.quotes.grammar.names import ACRONYM, starts_person
from pipeline.quotes.grammar.words import is_capital, is_det, is_time, run_end, run_start, word_at
from pipeline.quotes.text.sentences import Word

_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|i|ie|is|u|ue|us|er|ir)$")


End = Callable[[Clause, int, int], bool | None]


def is_the_one(ws: Sequence[Word], at: int) -> bool:
    """Tell « celle » in « celle qui dirige l'usine »."""
    return ws[at].lower in words("demonstrative") and word_at(ws, at + 1).lower in words("subordinator")


def phrase_end(clause: Clause, at: int, limit: int) -> int:
    """Return the word after the noun phrase that begins at ``at``, appositions left out.

    No word inside a name ends it: « Le Canard enchaîné », « Reporters sans frontières », « Masayoshi Son ».
    """
    ws, i = clause.words, at
    while i < limit:
        if i > at and clause.is_within_name(i) and not (i + 1 == len(ws) and ws[i].text in ".!?…"):
            i += 1
        elif i > at and (close := aside_end(ws, i, limit)):
            i = close
        elif i == at and (ws[i].lower in words("pronoun") or is_the_one(ws, i)):
            return i + 1
        elif _ends(clause, i, at):
            break
        else:
            i += 1
    return max(at, run_start(ws, i, "dangling"))


def _ends(clause: Clause, i: int, at: int) -> bool:
    """Tell whether the phrase that begins at ``at`` ends before a word."""
    for rule in _rules_at(clause.words[i].lower):
        ends = rule(clause, i, at)
        if ends is not None:
            return ends
    return False


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
        if not ws[j].text.islower() or ws[j].lower in words("preposition"):
            return None
    return None


def _stop_word(clause: Clause, i: int, at: int) -> bool | None:
    """End at what opens another part of the sentence: « le maire lors d'une réunion », « en marge de », « qui »."""
    ws = clause.words
    if ws[i].lower not in words("ends_phrase"):
        return None
    after = word_at(ws, i + 1)
    if ws[i].lower == "en" and after.lower in words("occasion"):
        return True
    if ws[i].lower == "en" and (is_capital(after) or ws[i - 1].lower in persons()):
        return False
    # « ministre en charge », « rapporteur pour le budget », « porte-parole en chef »
    return not (ws[i].lower in ("en", "pour") and after.lower in ("charge", "chef", "le", "la", "les"))


def _time(clause: Clause, i: int, at: int) -> bool | None:
    """End at « la ministre mardi »; « le Manifeste du 8 mai » goes on."""
    word = clause.words[i]
    ends = word.lower in words("time") and not is_capital(word) and not clause.words[i - 1].text[:1].isdigit()
    return True if ends else None


def _from_among(clause: Clause, i: int, at: int) -> bool | None:
    """Go on in « l'une d'entre elles »."""
    ws = clause.words
    among = word_at(ws, i - 1).lower == "entre" and word_at(ws, i - 2).lower in words("bare_of")
    return False if among and ws[i].lower in words("stressed") else None


def _clitic(clause: Clause, i: int, at: int) -> bool | None:
    """End at « le maire se félicite », « le maire n'a »."""
    return True if clause.words[i].lower in words("clitic_object") else None


def _met(clause: Clause, i: int, at: int) -> bool | None:
    """End at « le procureur joint par l'AFP », whom a medium has met; not « des experts joints par l'AFP »."""
    ws = clause.words
    met = ws[i].lower in words("met") and word_at(ws, i + 1).lower == "par"
    return True if met and ws[at].lower in words("definite_singular") else None


def _by(clause: Clause, i: int, at: int) -> bool | None:
    """Go on in « l'experte mandatée par la ville »."""
    before = clause.words[i - 1].lower
    return False if clause.words[i].lower == "par" and _PAST.search(before) else None


_PAST = re.compile(r"(?:é|ée|és|ées|it|ite|u|ue)$")


def _where_one_is(clause: Clause, i: int, at: int) -> bool | None:
    """Go on in « des témoins présents sur les lieux »; end at « le maire invité sur BFM », « dans un communiqué »."""
    ws = clause.words
    if ws[i].lower not in words("where") or i < at + 3 or not _WANTS.search(ws[i - 1].text) or is_medium(clause, i):
        return None
    return None if any(w.lower in words("medium") for w in ws[i + 1 : i + 4]) else False


# « assis », « présente », « dépêchés ».
_WANTS = re.compile(r"^[a-zà-ÿ-]*(?:é|is|it|u|présent|absent)e?s?$")


def _addressee(clause: Clause, i: int, at: int) -> bool | None:
    """End at « la ministre au Figaro », « le maire à un micro », « à Paul Vial », « à l'avocate », « au sujet de »."""
    ws = clause.words
    if ws[i].lower not in ("à", "au", "aux") or i + 1 == len(ws):
        return None
    after = ws[i + 1].lower
    if after in ("une", "un") or is_medium(clause, i) or _is_occasion(ws, i + 1):
        return True
    noun = word_at(ws, i + 2).lower if ws[i].lower == "à" and is_det(ws[i + 1]) else after
    if noun in words("medium", "spot"):  # « un magistrat à la presse », « l'accusé à la barre »
        return True
    somebody = noun in persons() or (noun.endswith("s") and noun[:-1] in persons())
    if somebody and not any(w.lower in words("takes_to") for w in ws[at:i]):
        return True  # « la victime à l'avocate », « la directrice aux élèves »
    return True if starts_person(clause, i + 1) or (ws[i].lower == "à" and is_capital(ws[i - 1])) else None


def _is_occasion(ws: Sequence[Word], at: int) -> bool:
    """Tell « au sujet de la digue », « à l'issue du procès » from « le conseiller au numérique »."""
    noun = at + (ws[at].lower in words("definite"))
    return word_at(ws, noun).lower in words("occasion") and word_at(ws, noun + 1).lower in words("of")


def is_medium(clause: Clause, at: int) -> bool:
    """Tell a preposition before the name of a paper, a channel, an agency: « au Figaro », « à l'AFP », « sur BFM »."""
    ws = clause.words
    first = at + 1 + (word_at(ws, at + 1).lower in words("definite"))
    word = word_at(ws, first)
    if not (is_capital(word) or word.text[:1].isdigit()):
        return False
    known = phrases("media").get(word.lower, ())
    return any(tuple(w.lower for w in ws[first : first + len(parts)]) == parts for parts in known)


def _place(clause: Clause, i: int, at: int) -> bool | None:
    """End at « le maire sur BFM », « dans un entretien », « par la voix de »."""
    return True if clause.words[i].lower in words("where") else None


def _verb(clause: Clause, i: int, at: int) -> bool | None:
    """End at a verb: « le maire a », « le maire remercie »; « la ministre déléguée » goes on."""
    ws, word = clause.words, clause.words[i]
    if word.text[0].islower() and word.lower in words("auxiliary"):
        return True
    if word.pos not in ("VERB", "AUX") or word.lower in words("adjectival") or ACRONYM.match(word.text):
        return None
    verb = speech_forms().get(word.lower)
    if verb is not None and word.text[0].islower():
        return True if verb.mood in ("finite", "gerund") else None
    bare = _PARTICIPLE.search(word.lower) and not any(w.head == i and w.dep.startswith("nsubj") for w in ws[at:i])
    return None if bare else True


def _before_infinitive(clause: Clause, i: int, at: int) -> bool | None:
    """End at « la mairie de brûler »; « le ministre chargé de défendre la réforme » goes on."""
    ws = clause.words
    if ws[i].lower not in ("de", "d'", "à") or _PAST.search(ws[i - 1].lower):
        return None
    verb = word_at(ws, run_end(ws, i + 1, "clitic", "ne", "negation"))
    return True if verb.pos in ("VERB", "AUX") and verb.lower.endswith(("er", "ir", "re")) else None


def _looks_finite(clause: Clause, i: int, at: int) -> bool | None:
    """End at « l'agresseur vivait », « les parents risquent » in a sentence that nobody has parsed."""
    ws = clause.words
    if ws[i].pos or not ws[i].text.islower() or i < at + 2:
        return None
    many = ws[at].lower in words("plural") and ws[i].lower.endswith("ent")
    return True if many or _PAST_OR_FUTURE.search(ws[i].lower) else None


# « vivait », « vivaient », « vécurent », « vivront »; not « parfait ».
_PAST_OR_FUTURE = re.compile(r"(?:[^f]ait|aient|èrent|urent|irent|eront|iront)$")


def _before_object(clause: Clause, i: int, at: int) -> bool | None:
    """End at « une mère installe sa fille », not parsed: what stands between two noun phrases is the verb."""
    ws = clause.words
    if ws[i].pos or not ws[i].text.isalpha() or not ws[i].text.islower() or i < at + 2 or i + 1 == len(ws):
        return None
    opens = word_at(ws, at - 1).text in ("", ",", ":", ";", "et") and is_det(ws[at])  # « dit le chef la voix basse »
    after = ws[i + 1]
    bare = is_det(after) and after.lower in words("opens_noun_phrase") and not is_time(ws, i + 1)
    joined = ws[i].lower in words("joins_phrase") or ws[i].lower in words("preposition")
    return True if opens and bare and not joined and not is_det(ws[i - 1]) else None


def _gerund(clause: Clause, i: int, at: int) -> bool | None:
    """End at « un gendarme en arpentant les rues », « une élue souhaitant garder l'anonymat », not parsed."""
    ws = clause.words
    led = ws[i].lower == "en"
    word, after = word_at(ws, i + led), word_at(ws, i + led + 1)
    if word.pos or i < at + 2 - led or not word.text.islower() or not word.text.endswith("ant"):
        return None
    governs = is_det(after) or after.lower.endswith(("er", "ir", "oir", "re")) or after.lower in words("complementizer")
    return True if governs else None


def _determiner(clause: Clause, i: int, at: int) -> bool | None:
    """End at a determiner that no preposition and no « et » leads: « a dit le maire la veille »."""
    word, before = clause.words[i], clause.words[i - 1]
    opens = is_det(word) and word.lower in words("opens_noun_phrase") and not is_capital(word)
    joined = before.lower in words("joins_phrase") or before.lower == "près"  # « le procureur près la cour »
    return True if opens and not joined else None


# What ends a noun phrase (True), what goes on with it (False): the first that answers decides.
ENDS: tuple[End, ...] = (
    _from_among, _punctuation, _dash, _head, _gerund, _before_name, _stop_word, _time, _clitic, _met, _by,
    _where_one_is, _addressee, _before_infinitive, _place, _verb, _looks_finite, _before_object, _determiner,
)  # fmt: skip


@cache
def _listed() -> dict[End, Container[str]]:
    """Return the words of the rules that answer at words of a list alone."""
    return {
        _from_among: words("stressed"),
        _dash: ("-",),
        _before_name: ("en", "pour"),
        _stop_word: words("ends_phrase"),
        _time: words("time"),
        _clitic: words("clitic_object"),
        _met: words("met"),
        _by: ("par",),
        _where_one_is: words("where"),
        _addressee: ("à", "au", "aux"),
        _before_infinitive: ("de", "d'", "à"),
        _place: words("where"),
        _determiner: words("opens_noun_phrase"),
    }


@lru_cache(maxsize=65_536)
def _rules_at(form: str) -> tuple[End, ...]:
    """Return the rules that may answer at a word: at most words, a few of them."""
    return tuple(rule for rule in ENDS if form in _listed().get(rule, (form,)))
