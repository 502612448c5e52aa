"""Which sentences can hold speech, and which of these need the parse: told from their words alone."""

import re
from collections.abc import Set
from functools import cache

from pipeline.quotes.grammar.lexicon import locution_words, source_words, speech_forms, words
from pipeline.quotes.text.sentences import Sentence

_WORD = re.compile(r"[^\W\d_]+")
_SELON = re.compile(
    r"(?i)(?<!\w)(?:selon|d'après|en croire|aux yeux|l'avis|aux? dires?|l'aveu"
    r"|pour (?:qui|les?quels?|l[ae]s?quelles?)) "
)
# What a verb of speech may govern: a clause, or an infinitive: « que », « (ne pas) vouloir », « de partir ».
_GOVERNED = re.compile(r"(?<!\w)(?:que |qu'|[a-zà-ÿ]{2,}(?:er|ir|oir|re)(?= |$|,|\.))")
# « En outre, signalent les élus, » : few words, a verb, a further comma.
_INCISE = re.compile(r"(?P<first>[\w']+)(?: [\w']+){0,4}, (?:se |s')?(?P<verb>[^\W\d_]+) [^,]{3,90},")
# What parts an incise, or words that are announced, from the verb.
_PAUSE = re.compile(r"[,:]")
_LINKS = frozenset(["que", "qu"])
_IF = frozenset(["si", "s"])
_ASKING = frozenset(["demander", "interroger"])
_INFINITIVE = re.compile(r"[a-zà-ÿ]{2,}(?:er|ir|oir|re)$")
_TO_INFINITIVE = ("inf", "inf-ne", "inf-de", "inf-de-ne", "inf-a", "inf-de-se", "inf-a-se")
_TO_CLAUSE = ("report", "report-ne", "report-se")
# Between a verb and what it governs stand time, addressee and place.
REACH = 110


def can_hold_speech(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence has quotation marks, a verb of speech or a source: only those are read."""
    if sentence.marks:
        return True
    said = set(map(str.lower, _WORD.findall(text, sentence.start, sentence.end)))
    if said.isdisjoint(_tellers()):
        return False
    if not said.isdisjoint(source_words()):
        return True
    verbs = [speech_forms()[word] for word in said & speech_forms().keys()]
    if not verbs and said.isdisjoint(locution_words()):
        return False
    asks = any(verb.lemma in _ASKING for verb in verbs) and not said.isdisjoint(words("interrogative") | _IF)
    bare = any(verb.mood != "infinitive" and verb.lemma in words("bare_incise") for verb in verbs)
    return asks or bare or _governs(said) or bool(_PAUSE.search(text, sentence.start, sentence.end))


@cache
def _tellers() -> frozenset[str]:
    """Return the words one of which stands in each sentence without marks that is read."""
    return source_words() | locution_words() | speech_forms().keys()


def _governs(said: Set[str]) -> bool:
    return bool(said & _LINKS) or any(map(_INFINITIVE.match, said))


def needs_parse(text: str, sentence: Sentence) -> bool:
    """Tell whether the rules need the parse of a sentence: a quote in its middle, a source, a verb with its clause.

    « … », dit X; …, a dit X: their grammar is fixed, and read from the surface.
    """
    if sentence.marks:
        return sentence.marks[0].open > sentence.start or len(sentence.marks) > 1
    if _SELON.search(text, sentence.start, sentence.end) or text.startswith("Pour ", sentence.start, sentence.end):
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
