"""Sources: « selon l'Insee », « d'après le maire », « pour l'Autorité », « aux yeux de »."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.quotes.grammar.clause import Clause, Cue, Marked, Speaker, is_quoted
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import persons, phrases_by_two, sayers, words
from pipeline.quotes.grammar.names import kind_of, starts_person
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.places import unnamed_source
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import (
    adverbial_end,
    find_word,
    is_det,
    is_one_of,
    phrase_at,
    run_end,
    word_at,
    word_from,
)
from pipeline.quotes.rules.ends import sums_up
from pipeline.quotes.rules.report import Report, segment_end, segment_start
from pipeline.quotes.rules.source_places import LEAST, PLACES, Source, is_alleged, leads, without_rest
from pipeline.quotes.rules.views import are_many, can_hold_view, concerns, stands_apart
from pipeline.quotes.text.sentences import Word

# Between « ce que » and the verb of « selon ce que la mairie a indiqué », in words.
TOLD = 15


def according(clause: Clause, quote: Marked) -> Cue | None:
    """Selon l'Insee, « … » ; « … », d'après le maire ; pour l'Autorité, « … »."""
    ws = clause.words
    for i, word in enumerate(ws):
        if not opens_source(ws, i) or is_quoted(clause, i):
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


def opens_source(ws: Sequence[Word], at: int) -> bool:
    """Tell where « selon », « d'après », « aux yeux de » may begin: elsewhere no look is needed."""
    return _may_open(ws, at, _openers("source"))


def _may_open(ws: Sequence[Word], at: int, openers: Mapping[str, frozenset[str]]) -> bool:
    seconds = openers.get(ws[at].lower)
    return seconds is not None and ("" in seconds or word_at(ws, at + 1).lower in seconds)


@cache
def _openers(*uses: str) -> Mapping[str, frozenset[str]]:
    """Return the second words of the phrases of some uses by their first: nothing stands for any word."""
    found: dict[str, frozenset[str]] = {"d'après": frozenset([""])}
    for first, seconds in (item for use in uses for item in phrases_by_two(use).items()):
        found[first] = found.get(first, frozenset()).union(seconds)
    return found


def source_at(clause: Clause, at: int) -> tuple[Speaker, int] | None:
    """Return the source that « selon », « pour »... name at a word, and the word after it."""
    ws = clause.words
    start = source_start(ws, at)
    if start < 0 or word_at(ws, at - 1).lower in words("naming"):  # as nearly always; « nommé d'après X »
        return None
    pour = ws[at].lower == "pour"
    if pour and adverbial_end(ws, at):
        return None  # « pour sa part »
    if ws[start - 1].lower in words("unnamed") and (unnamed := unnamed_source(clause, at, len(ws))):
        return (unnamed, word_from(ws, unnamed.phrase_end)) if _stands_alone(ws, at) else None
    if told := _of_saying(clause, start):
        return told
    if pour and not stands_apart(clause, at, start):
        return None
    named = clause.name_from(start) is not None  # « iTELE »
    if _is_small_name(ws[start]) and not is_det(ws[start - 1]):
        span = ws[start].start, ws[start].end
        return Speaker(*span, "organisation", *span), start + 1
    if not (opens_phrase(ws, start) or named) and (pour or not _opens_source_phrase(ws, start)):
        return None
    limit = next((q.first for q in clause.quotes if q.first > start), len(ws))
    speaker = read_speaker(clause, start, _before_person(clause, start, limit))
    if speaker is None or (pour and not can_hold_view(clause, start, speaker)):
        return None
    return (speaker, word_from(ws, speaker.phrase_end)) if _is_somebody(ws, start, speaker) else None


def _is_small_name(word: Word) -> bool:
    """Tell « franceinfo », « iTELE », which no capital begins."""
    return word.lower in words("media") or (word.text[:1].islower() and word.text != word.lower)


def _before_person(clause: Clause, start: int, limit: int) -> int:
    """« Selon un sondage, Paul Arno, maire sortant, est en tête » : a person is no apposition to a thing."""
    ws = clause.words
    comma = find_word(ws, (",",), start, limit)
    noun = run_end(ws, comma + 1 + is_det(word_at(ws, comma + 1)), "qualifier")
    if not 0 <= comma < len(ws) - 1 or not (starts_person(clause, comma + 1) or word_at(ws, noun).lower in persons()):
        return limit
    if any(w.lower in persons() for w in ws[start:comma]):  # « selon une lettre du maire, Paul Arno, »
        return limit
    kind = kind_of(clause, start, comma)
    body = kind == "organisation" and (is_det(ws[start]) or "ORG" in clause.labels(start, comma))
    return comma if kind == "document" or body else limit


def _of_saying(clause: Clause, at: int) -> tuple[Speaker, int] | None:
    """Return who says « selon ce qu'a confié une source », « d'après ce que dit la mairie », and the word after."""
    ws = clause.words
    if word_at(ws, at).lower != "ce" or word_at(ws, at + 1).lower not in words("complementizer"):
        return None
    group = next((g for g in clause.verbs if at + 1 < g.first < at + TOLD), None)
    if group is None:
        return None
    after = read_speaker(clause, skip_complements(clause, group.last + 1, len(ws)), len(ws))
    speaker = after if group.first == at + 2 else read_subject(clause, group)
    if speaker is None or not can_say(clause, speaker):
        return None
    return speaker, max(group.last + 1, word_from(ws, speaker.phrase_end))


def _stands_alone(ws: Sequence[Word], at: int) -> bool:
    """Tell « …, de source policière » from « il parle de sources »."""
    before = word_at(ws, at - 1)
    return before.text in ",:;" or before.lower in words("joins_fragment")


def _is_somebody(ws: Sequence[Word], start: int, speaker: Speaker) -> bool:
    """Tell « selon le maire », « selon ces dernières », « selon les premiers éléments » from « selon le cas »."""
    comma = find_word(ws, (",",), start, start + 6)
    named = [w.lower for w in ws[start : comma if comma > 0 else start + 6]]
    if speaker.kind != "role" or not words("finding").isdisjoint(named) or any(w in sayers() for w in named):
        return True
    if is_one_of([w.lower for w in ws[start : start + 2]]):
        return True
    return word_at(ws, start + 1).lower in words("latter", "no_person")


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
    openers = _openers("source", "own_source")
    for i, word in enumerate(clause.words):
        if word.lower not in openers or not _may_open(clause.words, i, openers) or is_quoted(clause, i):
            continue
        if found := source_at(clause, i):
            pour = word.lower == "pour"
            rules, speaker, end = ((leads,) if pour else PLACES), *without_rest(clause.words, i, *found)
            if pour and (
                (are_many(clause.words[i + 1]) and not is_alleged(clause.words, end)) or concerns(clause, end)
            ):
                continue
            cue = Cue("indirect-pour" if pour else "indirect-selon", "according_to", "", speaker)
        elif end := own_source(clause.words, i):
            rules, cue = PLACES, Cue("indirect-selon", "according_to")
        else:
            continue
        start, stop = segment_start(clause.words, i), segment_end(clause.words, end)
        span = next((span for rule in rules if (span := rule(clause, Source(start, i, end, stop)))), None)
        if span:
            commented = (j for j in range(span[0] + LEAST, span[1]) if sums_up(clause.words, j))
            yield Report(span[0], next(commented, span[1]), _without_subject(clause.words, i, span[0], cue))


def _without_subject(ws: Sequence[Word], at: int, first: int, cue: Cue) -> Cue:
    """Leave « un homme de 30 ans » of « Selon la police, un homme de 30 ans a fui » to what is said: no apposition."""
    speaker = cue.speaker
    if speaker is None or not at < first < len(ws) or speaker.phrase_end <= ws[first].start:
        return cue
    return replace(cue, speaker=replace(speaker, phrase_end=max(speaker.end, ws[first - 1].end)))


def own_source(ws: Sequence[Word], at: int) -> int:
    """Return the word after « à son avis », « à leurs yeux » : whoever spoke before is the source; or 0."""
    return phrase_at(ws, at, "own_source")
