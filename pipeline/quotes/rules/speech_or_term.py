"""Speech or term, weighed: what the grammar says, with what the words in marks look like.

The weights are learned on annotated articles of the press (``training/speech_or_term.py``) and lie in
``resources/quotes/term_weights.csv``; the rule that has answered is a feature among the others.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.quotes.grammar.clause import Clause, Marked
from pipeline.quotes.grammar.lexicon import speech_forms, words
from pipeline.quotes.grammar.passages import word_count
from pipeline.quotes.grammar.words import is_capital, is_det
from pipeline.quotes.rules.passage import Passage, read_passage
from pipeline.quotes.rules.terms import INFINITIVE_FIRST, decide
from pipeline.quotes.text.sentences import Word

# Numbers of words that begin a class: 1, 2, 3, 4 to 6, 7 to 12, 13 and more.
CLASSES = (1, 2, 3, 4, 7, 13, 10_000)
# A neighbour of more words than this is a quote.
LONG = 4
_WORD = re.compile(r"[^\W\d_]+")


def term_kind(clause: Clause, quote: Marked) -> str:
    """Return what stands in the marks if it is not speech (title, name, term, irony), else nothing."""
    passage = read_passage(clause, quote)
    rule, kind = decide(passage)
    if rule not in WEIGHED:
        return kind
    said = probability(features(clause, quote, passage, rule, kind)) >= SPEECH
    return "" if said else kind or passage.term


# Above this probability words in marks are speech. Across five folds of the press, by article (680 quotes, 223 terms),
# the rules alone lose 52 quotes and take 34 terms for speech; the weights lose 34 and take 37.
SPEECH = 0.5
# Where these rules answer, the weights decide; the others are grammar, and certain.
WEIGHED = frozenset(
    ["unattributed", "other", "few_far", "before_name", "irony", "on_a_sign", "passive", "within_source"]
)


def probability(found: frozenset[str]) -> float:
    """Return the probability that words with these features are speech."""
    weights = _weights()
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in ("bias", *sorted(found)))))


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in load("quotes/term_weights")}


def features(clause: Clause, quote: Marked, passage: Passage, rule: str, kind: str) -> frozenset[str]:
    """Return the names of the features that words in marks have."""
    found = {f"decided:{rule}", "grammar:term" if kind else "grammar:speech"}
    for about in ABOUT:
        found.update(about(clause, quote, passage))
    return frozenset(found)


def _shape(clause: Clause, quote: Marked, p: Passage) -> Iterator[str]:
    """« Rien n'est décidé. » : length, finite verb, capital, stop."""
    yield next(
        f"words:{low}" for low, high in pairwise(CLASSES) if low <= max(1, p.count) < high or high == CLASSES[-1]
    )
    for name, held in (
        ("finite", p.finite), ("capital", p.text[:1].isupper()), ("digit", p.text[:1].isdigit()),
        ("stop", p.stopped), ("comma", "," in p.text),
    ):  # fmt: skip
        if held:
            yield f"has:{name}"
    if p.first in words("determiner"):
        yield "has:article first"
    if p.first in words("preposition"):
        yield "has:preposition first"
    if INFINITIVE_FIRST.match(p.text):
        yield "has:infinitive first"
    long = [w for w in _WORD.findall(p.text) if len(w) > 3]
    if len(long) > 1 and all(w[0].isupper() for w in long):
        yield "has:title case"


def _voice(clause: Clause, quote: Marked, p: Passage) -> Iterator[str]:
    """« Nous ne céderons pas » : who says so speaks of himself, or denies."""
    if _first_person().search(p.text):
        yield "has:first person"
    if _negation().search(p.text):
        yield "has:negation"


@cache
def _first_person() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w){one_of(words('first_person'))}(?!\w)")


@cache
def _negation() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w){one_of(words('negation'))}(?!\w)")


def _cue(clause: Clause, quote: Marked, p: Passage) -> Iterator[str]:
    """Which cue introduces it, how closely, and what speaks."""
    if p.cue is None:
        yield "cue:none"
        return
    yield f"cue:{p.cue.rule}"
    yield f"speaker:{p.cue.speaker.kind if p.cue.speaker else 'none'}"
    for name, held in (("near", p.cue.near), ("weak", p.cue.weak), ("negated", p.cue.negated), ("verb", p.cue.verb)):
        if held:
            yield f"cue is:{name}"


def _before(clause: Clause, quote: Marked, p: Passage) -> Iterator[str]:
    """« le film « … » », « un projet « … » », « dit : « … » »."""
    if not p.before:
        yield "before:nothing"
        return
    last = p.before[-1]
    for name, held in (
        ("determiner", is_det(last)), ("indefinite", last.lower in words("indefinite_article")),
        ("colon", last.text == ":"), ("comma", last.text == ","), ("preposition", last.lower in words("preposition")),
        ("of", last.lower in words("of")), ("that", last.lower in words("complementizer")),
        ("capital", is_capital(last)), ("noun", last.pos in ("NOUN", "PROPN")), ("verb", last.pos in ("VERB", "AUX")),
        ("speech", any(w.lower in speech_forms() for w in p.before)), ("be", last.lower in words("be")),
        ("definite", last.lower in words("definite")), ("participle", _after_participle(p.before)),
    ):  # fmt: skip
        if held:
            yield f"before:{name}"
    for use in ("naming", "work", "label_noun"):
        if any(w in words(use) for w in p.near[-2:]):
            yield f"near:{use}"


def _after_participle(before: Sequence[Word]) -> bool:
    """« qualifiée d'« émeute » », « jugé « recevable » », « traités comme des « nazis » »."""
    led = [w for w in before if w.lower not in words("bare_of")]
    verb = speech_forms().get(led[-1].lower) if led else None
    return verb is not None and verb.mood == "participle"


def _after(clause: Clause, quote: Marked, p: Passage) -> Iterator[str]:
    """What follows: a comma, a stop, a word, nothing."""
    if not p.after:
        yield "after:nothing"
    elif p.after.isalpha():
        yield "after:capital" if p.after[0].isupper() else "after:word"
    else:
        yield f"after:{p.after}" if p.after in ",.:;)" else "after:other"
    if p.after.lower() in words("of"):
        yield "after:of"


def _around(clause: Clause, quote: Marked, p: Passage) -> Iterator[str]:
    """What else stands in marks in the sentence and in the article."""
    others = [q for q in clause.quotes if q is not quote]
    sizes = [word_count(clause.text[q.mark.start : q.mark.end]) for q in others]
    if not others:
        yield "others:none"
    if any(size > LONG for size in sizes):
        yield "others:long"
    if p.follows_term:
        yield "others:term before"
    if p.repeated:
        yield "repeated"
    if quote.mark.start < clause.text.find("\n"):
        yield "in the headline"
    yield f"verbs of speech:{min(2, len(clause.verbs))}"
    if _is_line(clause.text, quote):
        yield "a line by itself"


def _is_line(text: str, quote: Marked) -> bool:
    """Tell what is alone on its line: a pull quote, a heading."""
    before = (text[at] for at in range(quote.mark.open - 1, -1, -1))
    after = (text[at] for at in range(quote.mark.close, len(text)))
    return not (_has_word(before) or _has_word(after))


def _has_word(marks: Iterable[str]) -> bool:
    """Tell whether a letter or a figure comes before the end of the line."""
    return next((mark for mark in marks if mark == "\n" or mark.isalnum()), "\n") != "\n"


ABOUT: tuple[Callable[[Clause, Marked, Passage], Iterator[str]], ...] = (
    _shape, _voice, _cue, _before, _after, _around,
)  # fmt: skip


def odds_of_speech(clause: Clause, quote: Marked) -> float:
    """Return the probability that the words in a pair of marks are speech, whichever rule has answered."""
    passage = read_passage(clause, quote)
    rule, kind = decide(passage)
    return probability(features(clause, quote, passage, rule, kind))
