"""Sources: « selon l'Insee », « d'après le maire », « pour l'Autorité », « aux yeux de »."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.quotes.grammar.clause import Clause, Cue, Marked, Speaker, is_quoted
from pipeline.quotes.grammar.lexicon import persons, phrases, sayers, words
from pipeline.quotes.grammar.main_clause import opens_subject
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.places import unnamed_source
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import find_word, is_capital, is_one_of, phrase_at, word_at, word_from
from pipeline.quotes.rules.report import Report, holds_verb, is_finite, segment_end, segment_start
from pipeline.quotes.rules.returns import goes_back
from pipeline.quotes.rules.views import are_many, can_hold_view, concerns
from pipeline.quotes.text.sentences import Word

# Before a source that leads (« Fait à noter, selon »), and between it and its comma (« un sondage publié lundi, »).
LEAD, ASIDE = 8, 15
# Fewer words say nothing.
LEAST = 3
# « serait », « auraient », « porteraient »; « montraient » is none.
_CONDITIONAL = re.compile(r"(?:^(?:au|dev|pour|i)|e)r(?:ait|aient)$")


def according(clause: Clause, quote: Marked) -> Cue | None:
    """Selon l'Insee, « … » ; « … », d'après le maire ; pour l'Autorité, « … »."""
    ws = clause.words
    for i, word in enumerate(ws):
        if not opens_source(word) or is_quoted(clause, i):
            continue
        found = source_at(clause, i)
        if found is None or any(w.text == ";" for w in ws[min(i, quote.first) : max(i, quote.last)]):
            continue
        after = i > quote.last
        if not after and not any(w.text in ",«" or w.mark for w in ws[i : quote.first]) and found[1] < quote.first:
            continue
        if not after and _reported_since(clause, found[1], quote.first):
            continue
        if after and word.lower == "pour" and i > quote.last + 2:
            continue
        return Cue("pour" if word.lower == "pour" else "selon", "according_to", "", found[0], near=not after)
    return None


def _reported_since(clause: Clause, at: int, limit: int) -> bool:
    """Tell « d'après un témoin, « … », d'autres assurent que « … » » : a further verb takes over from the source."""
    return any(
        _takes_over(clause, g, limit) and (speaker := read_subject(clause, g)) is not None and can_say(clause, speaker)
        for g in clause.verbs
        if at <= g.first < limit
    )


def _takes_over(clause: Clause, group: Group, limit: int) -> bool:
    """Tell a verb whose « que » or infinitive leads to a word: « a annoncé à la télévision avoir procédé à »."""
    led = clause.words[group.last + 1 : limit]
    if "que" in group.uses and any(w.lower in ("que", "qu'") for w in led):
        return True
    return "inf" in group.uses and any(w.pos in ("VERB", "AUX") and w.lower.endswith(("er", "ir", "re")) for w in led)


def opens_source(word: Word) -> bool:
    """Tell a word that « selon », « d'après », « aux yeux de » begin with: the others need no look."""
    return word.lower in phrases("source") or word.lower == "d'après"


def source_at(clause: Clause, at: int) -> tuple[Speaker, int] | None:
    """Return the source that « selon », « pour »... name at a word, and the word after it."""
    ws = clause.words
    start = source_start(ws, at)
    if start < 0 or word_at(ws, at - 1).lower in words("naming"):  # as nearly always; « nommé d'après X »
        return None
    pour = ws[at].lower == "pour"
    if ws[start - 1].lower in ("source", "sources") and (unnamed := unnamed_source(clause, at, len(ws))):
        return (unnamed, word_from(ws, unnamed.phrase_end)) if _stands_alone(ws, at) else None
    if not opens_phrase(ws, start) and (pour or not _opens_source_phrase(ws, start)):
        return None
    limit = next((q.first for q in clause.quotes if q.first > start), len(ws))
    speaker = read_speaker(clause, start, limit)
    if speaker is None or (pour and not can_hold_view(clause, at, start, speaker)):
        return None
    return (speaker, word_from(ws, speaker.phrase_end)) if _is_somebody(ws, start, speaker) else None


def _stands_alone(ws: Sequence[Word], at: int) -> bool:
    """Tell « …, de source policière » from « il parle de sources »."""
    before = word_at(ws, at - 1)
    return before.text in ",:;" or before.lower in words("joins_fragment")


def _is_somebody(ws: Sequence[Word], start: int, speaker: Speaker) -> bool:
    """Tell « selon le maire », « selon ces dernières » from « selon le cas »."""
    if speaker.kind != "role" or any(w.lower in sayers() for w in ws[start : start + 6]):
        return True
    return ws[min(start + 1, len(ws) - 1)].lower in words("latter")


def _opens_source_phrase(ws: Sequence[Word], at: int) -> bool:
    """« selon des sources », « aux dires du maire » : what follows « de » or « selon » may have such a determiner."""
    word = word_at(ws, at).lower
    return word in words("partitive") or (word in sayers() and ws[at - 1].lower in words("of"))


def source_start(ws: Sequence[Word], at: int) -> int:
    """Return where the source begins after « selon », « d'après », « aux yeux de », « de l'avis de »... or -1."""
    if ws[at].lower == "d'après":
        return at + 1
    start = phrase_at(ws, at, "source")
    return start if start and word_at(ws, start).lower not in ("", "que", "qu'", "où") else -1


def source_reports(clause: Clause) -> Iterator[Report]:
    """« Selon l'Insee, … » ; « …, d'après le maire » : the rest of the sentence is said by the source."""
    openers = _openers()
    for i, word in enumerate(clause.words):
        if word.lower not in openers or is_quoted(clause, i):
            continue
        if opens_source(word) and (found := source_at(clause, i)):
            pour = word.lower == "pour"
            rules, speaker, end = ((_leads,) if pour else PLACES), *_without_rest(clause.words, i, *found)
            if pour and (are_many(clause.words[i + 1]) or concerns(clause, end)):
                continue
            cue = Cue("indirect-pour" if pour else "indirect-selon", "according_to", "", speaker)
        elif end := own_source(clause.words, i):
            rules, cue = PLACES, Cue("indirect-selon", "according_to")
        else:
            continue
        start, stop = segment_start(clause.words, i), segment_end(clause.words, end)
        span = next((span for rule in rules if (span := rule(clause, Source(start, i, end, stop)))), None)
        if span:
            yield Report(*span, cue)


@cache
def _openers() -> frozenset[str]:
    return frozenset(["d'après", *phrases("source"), *phrases("own_source")])


def own_source(ws: Sequence[Word], at: int) -> int:
    """Return the word after « à son avis », « à leurs yeux » : whoever spoke before is the source; or 0."""
    return phrase_at(ws, at, "own_source")


@dataclass(frozen=True, slots=True)
class Source:
    """A source in its clause: ``words[start:stop]`` is the clause, ``words[at:end]`` « selon » and whom it names."""

    start: int
    at: int
    end: int
    stop: int


Span = tuple[int, int]


def _leads(clause: Clause, source: Source) -> Span | None:
    """Selon l'Insee, les prix montent ; mais, d'après une étude publiée lundi, rien ne change."""
    ws, at = clause.words, source.at
    start = at if source.start < at and ws[at - 1].text == ":" else source.start  # « Loyers : selon l'Insee, … »
    before = ws[start:at]
    apart = not before or before[-1].text == "," or before[-1].lower in words("adverb", "joins_fragment")
    if len(before) > LEAD or not apart or holds_verb(clause, start, at):
        return None
    end = _after_aside(clause, _before_subject(ws, source), source.stop)
    return (end, source.stop) if end < source.stop else None


def _before_subject(ws: Sequence[Word], source: Source) -> int:
    """« Selon la police, un homme de 30 ans, sorti de prison, a fui » : the subject was taken for an apposition.

    So it is in « Selon le rapport, le conducteur qui dormait a été réveillé », « Selon l'étude, la station Orion, vide,
    est en orbite ».
    """
    end = source.end
    comma = find_word(ws, (",",), source.at, end - 1)
    article = word_at(ws, comma + 1).lower
    lacks_subject = word_at(ws, end).lower in words("relative_pronoun") or goes_back(ws, end)
    relative = lacks_subject and article in words("definite") and not is_capital(ws[comma - 1])
    taken = comma > 0 and (relative or article in words("indefinite_article"))
    return comma if taken and end + 1 < source.stop and not opens_phrase(ws, end + 1) else end


def _after_aside(clause: Clause, end: int, stop: int) -> int:
    """Return the comma after what is still said of a source: « , publiée jeudi », « , dont le cabinet est à Nice »."""
    ws = clause.words
    if end < stop and ws[end].text != ",":
        end = max(end, find_word(ws, (",",), end, min(end + ASIDE, stop)))
    if end + 2 < stop and ws[end].text == ",":
        if _tells_more(ws[end + 1]):
            return next((j for j in range(end + 2, stop - 1) if ws[j].text == "," and opens_subject(ws, j + 1)), stop)
        close = max(end, find_word(ws, (",",), end + 2, stop - 1))
        if _is_apposition(clause, end + 1, close) and opens_phrase(ws, close + 1):
            return close
    return end


def _tells_more(word: Word) -> bool:
    """Tell « selon l'étude, publiée jeudi, » and « selon l'étude, qui date de mai, » from what a source says."""
    return word.lower in words("relative") or word.lower.endswith(("ée", "és", "ées", "ié"))


def _is_apposition(clause: Clause, at: int, close: int) -> bool:
    """Tell « selon Altaria, une société d'analyse, » from « selon Altaria, une société a fermé, … ».

    So is « selon Léa Morin, l'une des mères jointe ce matin, ».
    """
    ws = clause.words
    if close <= at + 1:
        return False
    if is_one_of([w.lower for w in ws[at : at + 2]]):
        return not any(w.pos in ("VERB", "AUX") and is_finite(w) and w.dep != "acl" for w in ws[at:close])
    noun = ws[at + 1].lower
    if ws[at].lower not in words("indefinite_article") or holds_verb(clause, at, close):
        return False
    return noun in words("organisation") or noun in words("document") or noun in persons()


def _ends(clause: Clause, source: Source) -> Span | None:
    """Le réseau compte partir, selon des sources européennes ; …, selon la police, sans donner de bilan."""
    ws = clause.words
    said = ws[source.start : source.at]
    if len(said) < LEAST or not (holds_verb(clause, source.start, source.at) or any(w.pos == "VERB" for w in said)):
        return None
    rest = ws[source.end : source.stop]
    bare = len(rest) <= 2 or rest[0].text != ","
    if not bare and rest[1].lower not in words("goes_aside", "relative"):
        return None
    if rest and (rest[0].text == "«" or rest[0].mark is not None):
        return None  # « il n'y a, selon elle, « aucun doute » »
    relative = bool(rest) and rest[0].lower in words("relative_pronoun", "complementizer")
    closed = not bare or relative or not holds_verb(clause, source.end, source.stop)
    return (_alleged_start(ws, source), source.at) if closed else None


def _alleged_start(ws: Sequence[Word], source: Source) -> int:
    """« Il vit à Nice, où 300 dossiers auraient été perdus, selon la presse » : the conditional is the source's."""
    relative = max((i for i in range(source.start, source.at) if ws[i].lower in words("relative_pronoun")), default=0)
    if relative <= source.start or any(_CONDITIONAL.search(w.lower) for w in ws[source.start : relative]):
        return source.start
    alleged = any(_CONDITIONAL.search(w.lower) for w in ws[relative : source.at])
    return relative + (ws[relative].lower not in words("relative")) if alleged else source.start


def _stands_inside(clause: Clause, source: Source) -> Span | None:
    """À Bordeaux, 4 000 personnes, selon la préfecture, ont défilé ; elle est, selon lui, en train de gagner."""
    ws, end, comma = clause.words, source.end, source.at - 1
    if comma <= source.start or ws[comma].text != "," or end + 1 >= source.stop or ws[end].text != ",":
        return None
    first = _inner_start(clause, source.start, comma)
    relative = first == comma - 1 and ws[first].lower in words("relative")
    next_verb = end + 1 + (ws[end + 1].lower in words("opens_clause"))
    return (first, source.stop) if _is_verb(word_at(ws, next_verb)) or relative or _waits(ws, source.at) else None


def _waits(ws: Sequence[Word], at: int) -> bool:
    """Tell « Le texte est, selon » : after the source the clause must go on."""
    before = word_at(ws, at - 2)
    return word_at(ws, at - 1).text == "," and _is_verb(before) and is_finite(before)


def _without_rest(ws: Sequence[Word], at: int, speaker: Speaker, end: int) -> tuple[Speaker, int]:
    """Leave « un compromis » of « Le texte est, selon le rapporteur, un compromis » to the clause, no apposition."""
    comma = next((i for i in range(at, end) if ws[i].text == ","), end) if _waits(ws, at) else end
    if comma == end or ws[comma].start < speaker.end:
        return speaker, end
    return replace(speaker, phrase_end=ws[comma - 1].end), comma


def _inner_start(clause: Clause, start: int, comma: int) -> int:
    """Return where the clause begins that a source is set into: after « alors que », a comma, at « qui »."""
    ws = clause.words
    for i in range(comma - 1, start - 1, -1):
        if ws[i].lower in words("relative"):
            return i
        parts = ws[i].text == "," or ws[i].lower in ("que", "qu'")
        if parts and holds_verb(clause, start, i):
            return i + 1
    return start


PLACES: tuple[Callable[[Clause, Source], Span | None], ...] = (_stands_inside, _leads, _ends)


def _is_verb(word: Word) -> bool:
    return word.pos in ("VERB", "AUX") or word.lower in words("auxiliary", "be")
