"""Which sentences can hold speech, and which of these need the parse: told from their words alone."""

import re
from collections.abc import Sequence, Set
from functools import cache

from pipeline.language.patterns import one_of
from pipeline.quotes.grammar.lexicon import locution_words, source_words, speech_forms, words
from pipeline.quotes.grammar.verb_groups import group_openers
from pipeline.quotes.grammar.words import INFINITIVE
from pipeline.quotes.text.sentences import Sentence

_WORD = re.compile(r"[^\W\d_]+")
_SELON = re.compile(
    r"(?i)(?<!\w)(?:selon|d'après|en croire|aux yeux|l'avis|aux? dires?|l'aveu"
    r"|pour (?:qui|les?quels?|l[ae]s?quelles?)) "
)
# « Pour l'Autorité, … », « …, pour qui … », « pour ce qu'en dit X », « d'après X »: elsewhere they name no source.
_SOURCES_AMID = frozenset(["pour", "après"])
_BEFORE_POUR = frozenset(["et", "mais", "car", "or", "que", "qu"])
_APRES = re.compile(r"d'\s?après")
# What a verb of speech may govern: a clause, or an infinitive: « que », « (ne pas) vouloir », « de partir ».
_GOVERNED = re.compile(r"(?<!\w)(?:que |qu'|[a-zà-ÿ]{2,}(?:er|ir|oir|re)(?= |$|,|\.))")
# « En outre, signalent les élus, » : few words, a verb, a further comma.
_INCISE = re.compile(r"(?P<first>[\w']+)(?: [\w']+){0,4}, (?:se |s')?(?P<verb>[^\W\d_]+) [^,]{3,90},")
# « Le stade rouvrira, c'est ce qu'a annoncé la maire. »
_PRESENTED = re.compile(r", (?:c'est|voilà) ")
# What parts an incise, or words that are announced, from the verb.
_PAUSE = re.compile(r"[,:]")
_LINKS = frozenset(["que", "qu"])
_NOUN_LINKS = _LINKS | {"selon"}
_IF = frozenset(["si", "s"])
_ASKING = frozenset(["demander", "interroger"])
_INFINITIVE = re.compile(r"[a-zà-ÿ]{2,}(?:er|ir|oir|re)$")
_TO_INFINITIVE = ("inf", "inf-ne", "inf-de", "inf-de-ne", "inf-a", "inf-de-se", "inf-a-se")
_TO_CLAUSE = ("report", "report-ne", "report-se", "report-to")
# Between a verb and what it governs stand time, addressee and place.
REACH = 110


def can_hold_speech(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence has quotation marks, or what a report without marks needs: only those are read."""
    if sentence.marks:
        return True
    shown = text[sentence.start : sentence.end].lower()
    said = _WORD.findall(shown)
    forms = frozenset(said)
    if ("pour" in forms and _opens_with_pour(shown, said)) or ("après" in forms and _APRES.search(shown)):
        return True
    if forms.isdisjoint(_tellers()) or not _is_told(shown, forms):
        return False
    return _can_report(shown, forms) or _is_governed(said) or ("," in shown and _is_foretold(said))


def _opens_with_pour(shown: str, said: Sequence[str]) -> bool:
    """Tell « pour » at the head of a clause, after a mark or a link, or before « ce que »."""
    at = [i for i, word in enumerate(said) if word == "pour"]
    if any(i == 0 or said[i - 1] in _BEFORE_POUR or said[i + 1 : i + 2] == ["ce"] for i in at):
        return True
    return any(not before.rstrip()[-1:].isalnum() for before in shown.split("pour")[:-1])


@cache
def _tellers() -> frozenset[str]:
    """Return the words that tell: of sources, but those that stand amid much else, and of verbs of speech."""
    return (source_words() | locution_words() | speech_forms().keys()) - _SOURCES_AMID


def _is_told(shown: str, said: Set[str]) -> bool:
    """Tell whether a sentence has a source, or a verb of speech that may report."""
    if not said.isdisjoint(source_words()):
        return True
    verbs = [speech_forms()[word] for word in said if word in speech_forms()]
    if not verbs and said.isdisjoint(locution_words()):
        return False
    asks = any(verb.lemma in _ASKING for verb in verbs) and not said.isdisjoint(words("interrogative") | _IF)
    bare = any(verb.mood != "infinitive" and verb.lemma in words("bare_incise") for verb in verbs)
    return asks or bare or _governs(said) or bool(_PAUSE.search(shown))


def _governs(said: Set[str]) -> bool:
    return bool(said & _LINKS) or any(map(_INFINITIVE.match, said))


def _can_report(shown: str, said: Set[str]) -> bool:
    """Tell whether a rule of indirect speech finds what it needs in a sentence without marks, but for a clause."""
    if ":" in shown or not said.isdisjoint(_surest()):
        return True
    if not said.isdisjoint(words("intent")) and any(map(_INFINITIVE.match, said)):
        return True
    if not said.isdisjoint(words("said_noun")) and not said.isdisjoint(_NOUN_LINKS):
        return True
    if "ce" in said and _PRESENTED.search(shown):
        return True
    return "," in shown and not _incise_openers().isdisjoint(_after_comma().findall(shown))


@cache
def _surest() -> frozenset[str]:
    """Return the words with which a sentence is read whatever stands around: sources, verbs that need no comma."""
    own = (_WORD.findall(phrase) for phrase in words("own_source"))
    sources = source_words().union(next((w for w in said if w in source_words()), said[-1]) for said in own)
    bare = (form for form, verb in speech_forms().items() if verb.lemma in words("bare_incise") | _ASKING)
    return sources.union(bare, ["comme"]) - _SOURCES_AMID


@cache
def _after_comma() -> re.Pattern[str]:
    """Return what finds the first word after a comma, clitics left out: « a » of « , l'a-t-il dit »."""
    return re.compile(rf",\W*(?:{one_of(_clitics())}\W+)*([^\W\d_]+)")


@cache
def _clitics() -> frozenset[str]:
    return frozenset(form.strip("-'") for form in words("clitic"))


@cache
def _incise_openers() -> frozenset[str]:
    """Return the words that the verb group of an incise begins with, up to a hyphen."""
    return frozenset(_WORD.findall(form)[0] for form in group_openers())


def _is_foretold(said: Sequence[str]) -> bool:
    """Tell « l' », or « le », right before a verb that may report: « La maire l'assure, la digue tiendra »."""
    objects = (i for i, word in enumerate(said) if word in ("l", "le"))
    after = (next((word for word in said[i + 1 :] if word not in _clitics()), "") for i in objects)
    return any(word in _object_openers() for word in after)


@cache
def _object_openers() -> frozenset[str]:
    return words("auxiliary", "modal") | _telling("report")


def _is_governed(said: Sequence[str]) -> bool:
    """Tell whether « que », or an infinitive, stands after a word that may govern it."""
    asks, tells = (_first_after(said, _telling(use)) for use in ("inf", "report"))
    return not _LINKS.isdisjoint(said[min(asks, tells) :]) or any(map(INFINITIVE.fullmatch, said[asks:]))


def _first_after(said: Sequence[str], known: Set[str]) -> int:
    """Return the word after the first of those known, or after the last of all."""
    return next((i for i, word in enumerate(said, 1) if word in known), len(said))


@cache
def _telling(use: str) -> frozenset[str]:
    """Return the words whose verb has a use that begins so: « affirme » and « garde » report, « demande » asks."""
    lemmas = words("learning_verb", "telling_verb", "accusing_verb")
    verbs = speech_forms().items()
    found = (form for form, verb in verbs if verb.lemma in lemmas or any(u.startswith(use) for u in verb.uses))
    return frozenset(_WORD.findall(form)[0] for form in found) | locution_words()


def needs_parse(text: str, sentence: Sentence) -> bool:
    """Tell whether the rules need the parse of a sentence: a quote in its middle, a source, a verb with its clause.

    « … », dit X; …, a dit X: their grammar is fixed, and read from the surface.
    """
    if sentence.marks:
        return sentence.marks[0].open > sentence.start or len(sentence.marks) > 1
    if _SELON.search(text, sentence.start, sentence.end) or text.startswith("Pour ", sentence.start, sentence.end):
        return True
    if text.find(", comme ", sentence.start, sentence.end) > 0:
        return True
    led = _INCISE.match(text, sentence.start, sentence.end)
    if led and _stands_in_incise(led["verb"].lower()) and led["first"].lower() in words("preposition", "adverb"):
        return True
    for found in _GOVERNED.finditer(text, sentence.start, sentence.end):
        before = _WORD.findall(text, max(sentence.start, found.start() - REACH), found.start())
        if not _governors(clause=found[0].startswith("qu")).isdisjoint(map(str.lower, before)):
            return True
    return False


def _stands_in_incise(word: str) -> bool:
    """Tell the verb of « En outre, signalent les élus, la ville… » : the parse shows where the incise ends."""
    verb = speech_forms().get(word)
    return verb is not None and verb.mood == "finite" and "incise" in verb.uses


@cache
def _governors(*, clause: bool) -> frozenset[str]:
    """Return the words whose verb may report a clause, or govern an infinitive: « affirme » que, « demande » de."""
    verbs = speech_forms().items()
    if clause:
        return locution_words().union(form for form, verb in verbs if not verb.uses.isdisjoint(_TO_CLAUSE))
    governing = ((form, verb) for form, verb in verbs if verb.mood != "infinitive")
    return frozenset(form for form, verb in governing if not verb.uses.isdisjoint(_TO_INFINITIVE))
