"""Indirect speech: « Il affirme que… », « selon X », « …, a annoncé X », « elle raconte avoir… »."""

import re
from collections.abc import Iterator, Sequence

from pipeline.quotes.grammar.clause import Clause, Cue, Speaker, is_quoted
from pipeline.quotes.grammar.lexicon import reporting, sayers, words
from pipeline.quotes.grammar.passages import has_finite_verb, word_count
from pipeline.quotes.grammar.phrases import opens_phrase
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.records import Quote
from pipeline.quotes.rules.cues import incise_at
from pipeline.quotes.rules.sources import opens_source, source_at
from pipeline.quotes.text.sentences import Word

# Between the verb and « que »: « a annoncé mardi à la presse que ».
GAP = 9
# Fewer words say nothing.
LEAST = 3
Report = tuple[int, int, Cue]


def find_indirect(raw: str, clause: Clause) -> Iterator[Quote]:
    """Find what a sentence reports without marks: ``words[first:after]`` of each report, surest first, no overlap."""
    taken: list[tuple[int, int]] = []
    for rule in (_clauses, _sources, _incises):
        for first, after, cue in rule(clause):
            first, after = _trimmed(clause.words, _after_dateline(raw, clause, first), after)
            if after - first < LEAST or any(a < after and first < b for a, b in taken):
                continue
            if any(first <= q.first < after for q in clause.quotes if q.spoken):
                continue
            taken.append((first, after))
            yield _quote(raw, clause, first, after, cue)


def _quote(raw: str, clause: Clause, first: int, after: int, cue: Cue) -> Quote:
    start, end = clause.words[first].start, clause.words[after - 1].end
    speaker = cue.speaker
    return Quote(
        start=start,
        end=end,
        text=raw[start:end],
        kind="indirect",
        speaker=raw[speaker.start : speaker.end] if speaker else "",
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        speaker_kind=speaker.kind if speaker else "none",
        speaker_role=speaker.role if speaker else "",
        verb=cue.verb,
        cue=cue.sort,
        rule=cue.rule,
        phrase_start=speaker.phrase_start if speaker else -1,
        phrase_end=speaker.phrase_end if speaker else -1,
    )


def _after_dateline(raw: str, clause: Clause, first: int) -> int:
    """Leave out the place that opens a dispatch: « ROME, 3 mai (Agence) - Le pays… », « (Québec) La ville… »."""
    ws = clause.words
    if first or (clause.sentence.start and raw[: clause.sentence.start].rstrip(" \t\u00a0")[-1:] not in ("\n", "")):
        return first
    found = _DATELINE.match(raw, ws[0].start)
    return next((i for i, w in enumerate(ws) if w.start >= found.end()), first) if found else first


_PLACE = r"[A-ZÀ-Þ][\w'’.-]*(?:[ /][A-ZÀ-Þ][\w'’.-]*|[ ](?:de|du|des|la|le|sur|en)\b){0,5}"
_DAY = r"(?:,? (?:le )?(?:\w+ )?\d{1,2}(?:er)? \w+\.?(?: \d{4})?)?"
_AGENCY = r"(?:,? ?\([^()\n]{1,40}\))?"
_DATELINE = re.compile(rf"(?:{_PLACE}{_AGENCY}{_DAY}{_AGENCY} ?[-–—]+ |\({_PLACE}\) )(?=[«“\"A-ZÀ-Þ])")


def _trimmed(ws: Sequence[Word], first: int, after: int) -> tuple[int, int]:
    while first < after and ws[first].text in ",;:.-—–":
        first += 1
    while after > first and ws[after - 1].text in ",;:.-—–?!«":
        after -= 1
    return first, after


def _clauses(clause: Clause) -> Iterator[Report]:
    """« Il affirme que… », « elle raconte avoir… » : the clause of a verb that reports."""
    ws = clause.words
    for group in clause.verbs:
        if group.mood == "infinitive" or _is_denied(ws, group):
            continue
        link = _that(ws, group) if "report" in group.uses else -1
        rule = "indirect-that"
        if link < 0 and "inf" in group.uses and _infinitive(ws, group.last + 1):
            link, rule = group.last, "indirect-infinitive"
        if link < 0:
            continue
        speaker = read_subject(clause, group)
        if speaker is None or not _can_report(ws, speaker):
            continue
        yield link + 1, _clause_end(ws, group, link), Cue(rule, "that", group.lemma, speaker)


def _that(ws: Sequence[Word], group: Group) -> int:
    """Return the « que » that a verb governs, or -1: « ce que », « plus que » and « ne… que » are others."""
    for i in range(group.last + 1, min(group.last + 1 + GAP, len(ws))):
        if ws[i].lower in ("que", "qu'"):
            return -1 if ws[i - 1].lower in words("not_that") else i
        if ws[i].text in ":;.()" or ws[i].mark is not None or ws[i].lower in words("pronoun") | words("auxiliary"):
            return -1
    return -1


def _infinitive(ws: Sequence[Word], at: int) -> bool:
    while at < len(ws) and ws[at].lower in ("n'", "ne", "pas", "s'", "y", "en", "l'"):
        at += 1
    return at < len(ws) and ws[at].lower in ("avoir", "être")


def _is_denied(ws: Sequence[Word], group: Group) -> bool:
    near = range(max(0, group.first - 2), group.main)
    return any(ws[i].lower in ("n'", "ne") for i in near)


def _can_report(ws: Sequence[Word], speaker: Speaker) -> bool:
    if speaker.kind != "pronoun" or speaker.phrase_end != speaker.end:
        return True
    said = next((w for w in ws if w.end == speaker.end), None)
    return said is not None and said.lower.lstrip("-") not in ("on", "je", "j'", "nous", "vous", "ce", "c'")


def _clause_end(ws: Sequence[Word], group: Group, link: int) -> int:
    """Return the word after the reported clause: a verb coordinated with the one that reports ends it."""
    for i in range(link + 2, len(ws)):
        word = ws[i]
        if word.text in (";", ":") or (word.text == "." and i + 1 == len(ws)):
            return i
        if word.text in (",", "et", "mais") and _returns(ws, i, group):
            return i
    return len(ws)


def _returns(ws: Sequence[Word], at: int, group: Group) -> bool:
    """Tell whether the sentence goes back to the verb that reports: « …, mais a refusé de répondre »."""
    i = at + 1
    while i < len(ws) and (ws[i].lower in ("et", "mais", "puis", ",") or ws[i].lower in words("adverb")):
        i += 1
    if i >= len(ws):
        return False
    if ws[i].lower in ("selon", "tout", "avant") and ws[at].text == ",":
        return ws[i].lower == "selon" or (i + 1 < len(ws) and ws[i + 1].lower in ("en", "de", "d'"))
    said_again = ws[i].lower in words("auxiliary") or (ws[i].pos in ("VERB", "AUX") and ws[i].text[0].islower())
    if (
        ws[at].text == ","
        and ws[at + 1].lower in ("mais", "et", "puis")
        and said_again
        and not ws[i].lower.endswith("ant")
    ):
        return True
    for j in range(i, min(i + 4, len(ws))):
        if ws[j].pos == "VERB" and ws[j].dep in ("conj", "advcl", "parataxis") and ws[j].head == group.main:
            return all(ws[k].lower in words("auxiliary") | words("adverb") | words("clitic") for k in range(i, j)) or (
                ws[i].lower == "en"
            )
    return False


def _sources(clause: Clause) -> Iterator[Report]:
    """« Selon l'Insee, … » ; « …, d'après le maire » : the rest of the sentence is said by the source."""
    ws = clause.words
    for i in range(len(ws)):
        if not opens_source(ws[i]) or is_quoted(clause, i):
            continue
        found = source_at(clause, i)
        if found is None:
            continue
        speaker, end = found
        start = _segment(ws, i)
        pour = ws[i].lower == "pour"
        if pour and (i > start or speaker.kind not in ("name", "role") or _are_many(ws[i + 1])):
            continue
        rule = "indirect-pour" if pour else "indirect-selon"
        cue = Cue(rule, "according_to", "", speaker)
        stop = _segment_end(ws, end)
        if end + 1 < len(ws) and ws[end].text == "," and ws[end + 1].lower in ("dont", "qui", "où"):
            end = next((j for j in range(end + 2, stop - 1) if ws[j].text == "," and opens_phrase(ws, j + 1)), stop)
        if end < len(ws) and ws[end].text != ",":
            end = next((j for j in range(end, min(end + 15, stop)) if ws[j].text == ","), end)
        if i - start > 2 and ws[i - 1].text == "," and end + 1 < stop and _is_verb(ws[end + 1]):
            yield start, stop, cue
        elif _is_lead(ws, start, i) and end < stop:
            yield end, stop, cue
        elif stop - end <= 2:
            yield start, i, cue


def _are_many(word: Word) -> bool:
    """« Pour les autres syndicats, les résultats… » says of whom, not who."""
    return word.lower in words("plural")


def _is_verb(word: Word) -> bool:
    return word.pos in ("VERB", "AUX") or word.lower in words("auxiliary") or word.lower in words("be")


def _is_lead(ws: Sequence[Word], start: int, at: int) -> bool:
    """Tell whether a source stands at the head of its sentence: « En février 2009, selon le groupe, … »."""
    return not any(w.pos in ("VERB", "AUX") or w.lower in words("auxiliary") for w in ws[start:at])


def _segment(ws: Sequence[Word], at: int) -> int:
    while at > 0 and ws[at - 1].text not in ";":
        at -= 1
    return at


def _segment_end(ws: Sequence[Word], at: int) -> int:
    while at < len(ws) and ws[at].text != ";":
        at += 1
    return at


def _incises(clause: Clause) -> Iterator[Report]:
    """« Les trains rouleront lundi, a annoncé la SNCF. »"""
    ws = clause.words
    for i in range(2, len(ws) - 1):
        if ws[i].text != "," or is_quoted(clause, i):
            continue
        cue = incise_at(clause, i + 1, "indirect-incise", "incise")
        if cue is None or cue.speaker is None or not _can_report(ws, cue.speaker) or not _is_sure(ws, cue):
            continue
        start = _segment(ws, i)
        after = next((j for j, w in enumerate(ws) if w.start >= cue.speaker.phrase_end), len(ws))
        stop = _segment_end(ws, after)
        cut_in = cue.speaker.kind in ("name", "pronoun") and after < stop and _goes_on(ws, after, stop)
        if not (cut_in or _has_verb(clause, start, i)):
            continue
        rest = [w for w in ws[after:stop] if w.text == ","]
        yield start, (stop if rest and _goes_on(ws, after, stop) else i), cue


def _has_verb(clause: Clause, start: int, at: int) -> bool:
    """Ask for a verb before the incise: « Les forces, surtout kurdes, ont lancé un assaut » is no report."""
    ws = clause.words
    before = clause.text[ws[start].start : ws[at].start]
    if any(w.pos in ("VERB", "AUX") for w in ws[start:at]) or word_count(before) > 6:
        return True
    return has_finite_verb(before) or bool(_FUTURE.search(before))


_FUTURE = re.compile(r"[a-zà-ÿ]{2}(?:[eiu]|[dtvr])ra\b")


def _is_sure(ws: Sequence[Word], cue: Cue) -> bool:
    """Ask of an incise without marks a verb that reports and somebody who can speak."""
    speaker = cue.speaker
    if speaker is None or cue.verb not in reporting():
        return False
    if speaker.kind != "role":
        return True
    said = [w.lower for w in ws if speaker.phrase_start <= w.start < speaker.phrase_end][:4]
    said = said[: next((i for i, w in enumerate(said) if w in ("de", "d'", "du", "des") and i > 1), 4)]
    return any(w in sayers() for w in said)


def _goes_on(ws: Sequence[Word], after: int, stop: int) -> bool:
    """Tell « Le train, précise le conducteur, roulait à 80 km/h » : the clause goes on after the incise."""
    if ws[after].text != "," or stop - after <= 4:
        return False
    auxiliary = ws[after + 1].lower in words("auxiliary") | words("be")
    return auxiliary or any(w.pos in ("VERB", "AUX") for w in ws[after:stop][:4])
