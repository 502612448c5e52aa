"""Incises without marks: « Les trains rouleront lundi, a annoncé la SNCF. », « Au Québec, a-t-il dit, c'est fini. »"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.quotes.grammar.bounds import phrase_end
from pipeline.quotes.grammar.clause import Clause, Cue, Speaker, is_quoted
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import reporting, sayers, speech_forms, words
from pipeline.quotes.grammar.passages import has_finite_verb, word_count
from pipeline.quotes.grammar.phrases import appositions, opens_phrase, read_speaker
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.verb_groups import TELLS, Group
from pipeline.quotes.grammar.words import (
    adverbial_end,
    find_back,
    find_word,
    is_det,
    is_one_of,
    is_time,
    phrase_at,
    word_at,
    word_from,
)
from pipeline.quotes.rules.government import infinitive_at
from pipeline.quotes.rules.inversions import incise_at, who_say
from pipeline.quotes.rules.report import Report, can_report, holds_verb, is_finite, segment_end, segment_start
from pipeline.quotes.rules.returns import FUTURE, is_verb_behind
from pipeline.quotes.text.sentences import Word

# A passage of so many words before an incise is a clause, whatever its verb.
LONG = 6
# Fewer words, without a verb, say nothing.
LEAST = 3
# « dans un communiqué publié mardi soir » behind who says it is no longer.
ASIDE = 12


def incise_reports(clause: Clause) -> Iterator[Report]:
    """Yield the clause into which an incise is set, or which it ends."""
    ws = clause.words
    for i in range(1, len(ws) - 1):
        if ws[i].text != "," or is_quoted(clause, i) or _announced(clause, i):
            continue
        cue = incise_at(clause, i + 1, "indirect-incise", "incise")
        if cue and cue.speaker and _can_report(ws, cue, cue.speaker) and _is_sure(ws, cue):
            yield from _around(clause, i, cue, cue.speaker)


def bare_incise_reports(clause: Clause) -> Iterator[Report]:
    """Yield what an incise ends that lacks its comma: « Le pont sera fermé tout l'été indique la mairie. »"""
    ws = clause.words
    for group in clause.verbs:
        if group.mood != "finite" or group.lemma not in words("bare_incise"):
            continue
        start = segment_start(ws, group.first)
        if not _follows_clause(clause, start, group):
            continue
        speaker = read_speaker(clause, skip_complements(clause, group.last + 1, len(ws)), len(ws))
        if speaker is None or speaker.kind == "pronoun" or not can_say(clause, speaker):
            continue
        if len(ws) - word_from(ws, speaker.phrase_end) <= 1:
            yield Report(start, group.first, Cue("indirect-incise", "incise", group.lemma, speaker, at=group.main))


def _follows_clause(clause: Clause, start: int, group: Group) -> bool:
    """Tell « C'est fini indique la mairie » from « le plan que détaille la mairie », « au lieu dit Beauval »."""
    ws, before = clause.words, word_at(clause.words, group.first - 1)
    joins = words(
        "subordinator", "relative_pronoun", "complementizer", "preposition", "pronoun", "determiner", "adverb"
    )
    apart = before.text[-1:].isalnum() and before.lower not in joins | words("ties", "opens_clause", "joins_fragment")
    owned = any(w.head == group.main and w.dep == "nsubj" for w in ws[: group.first])
    told = group.first == group.main or ws[group.first].lower in words("have")
    comma = find_back(ws, (",",), group.first, start - 1)  # « Hier, Anne Vial raconte la ville » has its subject
    return apart and told and not owned and holds_verb(clause, max(start, comma + 1), group.first)


def _can_report(ws: Sequence[Word], cue: Cue, speaker: Speaker) -> bool:
    """Tell « prévient-on » from « dit-on », « apprend-on » : what the writer has heard or read is nobody's report."""
    said = next((w.lower.lstrip("-t") for w in ws if w.end == speaker.end), "")
    official = said == "on" and cue.verb in reporting() - words("writers_verb")
    return official or can_report(ws, speaker)


def _around(clause: Clause, comma: int, cue: Cue, speaker: Speaker) -> Iterator[Report]:
    """Yield what stands around the incise after a comma, or before it."""
    ws, start = clause.words, segment_start(clause.words, comma)
    after = _after(ws, cue, speaker)
    stop = segment_end(ws, after)
    after = _after_complements(clause, after, stop)
    if _is_echoed(ws, comma, cue) and not holds_verb(clause, start, comma):
        return
    closes = stop - skip_complements(clause, after, stop) <= 1  # « …, révèle une étude de l'Insee publiée lundi. »
    ends = _has_verb(clause, start, comma) or (closes and _is_whole(clause, start, comma, speaker))
    # « Les deux pays vont, affirme le ministre, signer un accord »
    helps = words("be", "have", "auxiliary", "modal")
    waits = is_subordinate(ws, start, comma) or ws[comma - 1].lower in helps
    if waits and "«" in (word_at(ws, after).text, word_at(ws, after + 1).text):
        return  # « car elle a, dit-elle, « trois enfants » »: what is said is in marks
    goes_on = after < stop and _says_more(clause, comma, after, stop, sure=waits or not ends)
    if goes_on and adverbial_end(ws, start) == comma:  # « En outre, note la maire, … » : the link is the writer's
        start = after
    if goes_on and word_at(ws, comma - 1).lower in words("relative"):
        start = comma - 1  # « un budget qui, dit-elle, sacrifie les écoles »
    if goes_on or ends:
        yield Report(start, stop if goes_on else comma, cue)


def _after_complements(clause: Clause, at: int, stop: int) -> int:
    """Return the comma after « , a indiqué la SNCF mardi dans un communiqué, », or the word itself."""
    ws = clause.words
    closing = find_word(ws, (",",), at, min(at + ASIDE, stop))
    led = is_time(ws, at) or word_at(ws, at).lower in words("preposition", "contraction_to", "time", "ends_phrase")
    amid = closing > at and led and is_verb_behind(ws, closing) and not holds_verb(clause, at, closing)
    return closing if amid else at


def _says_more(clause: Clause, comma: int, after: int, stop: int, *, sure: bool) -> bool:
    """Tell whether what is said goes on after an incise; ``sure``: it must, since no clause stands before."""
    lacks = _lacks_object(clause, comma, after, stop)
    return lacks or _announces(clause, after, stop) or _goes_on(clause.words, after, stop, sure=sure)


def _is_echoed(ws: Sequence[Word], comma: int, cue: Cue) -> bool:
    """Tell « Hier, la présidente, Anne Vial, a elle aussi accusé les médias » : the subject stands before its echo."""
    return any(w.lower in words("echo") for w in ws[comma + 2 : cue.at])


def _announced(clause: Clause, comma: int) -> bool:
    """Tell « Il écrit : « Rien n'est fait », dit-il » : the incise is that of the words in marks before it."""
    ws = clause.words
    return any(q.last == comma - 1 and word_at(ws, q.first - 1).text == ":" for q in clause.quotes)


def as_said_reports(clause: Clause) -> Iterator[Report]:
    """Yield what follows « Comme le souligne la Croix-Rouge, », or stands before « , comme l'a rappelé la maire »."""
    ws = clause.words
    for i in range(len(ws) - 2) if "comme" in clause.forms else ():
        if ws[i].lower != "comme" or ws[i + 1].lower not in words("said_object", "dative") or is_quoted(clause, i):
            continue
        leads = i == segment_start(ws, i)  # behind « comme » stands the subject, whatever stands before
        cue = incise_at(clause, i + 1, "indirect-incise" if leads else "inversion", "incise")
        if cue is None or cue.speaker is None or not _is_sure(ws, cue):
            continue
        if not leads:
            yield from _said_before(clause, i - 1, cue, cue.speaker)
            continue
        comma = _comma_after(clause, _after(ws, cue, cue.speaker), cue.speaker)
        if comma > 0:
            speaker = replace(cue.speaker, phrase_end=min(cue.speaker.phrase_end, ws[comma].start))
            yield Report(comma, segment_end(ws, comma), replace(cue, speaker=speaker))


def _said_before(clause: Clause, comma: int, cue: Cue, speaker: Speaker) -> Iterator[Report]:
    """« Le pont est fermé, comme l'a annoncé la ville » ; « Le pont, comme l'a annoncé la ville, reste fermé »."""
    ws, start, stop = clause.words, segment_start(clause.words, comma), segment_end(clause.words, cue.at)
    verb = speech_forms().get(ws[cue.at].lower)
    if ws[comma].text != "," or verb is None or "report" not in verb.uses or verb.lemma in words("demand_verb"):
        return  # « , comme le veut la loi », « , comme le craignaient les élus »
    if phrase_at(ws, start, "source") or any(g.last < comma and not g.uses.isdisjoint(TELLS) for g in clause.verbs):
        return  # « La ville dément avoir vendu le stade, comme l'écrit un journal » : what it denies
    after = _after_complements(clause, _after(ws, cue, speaker), stop)
    goes_on = word_at(ws, after).text == "," and is_verb_behind(ws, after)
    if holds_verb(clause, start, comma) or goes_on:
        yield Report(start, stop if goes_on else comma, replace(cue, rule="indirect-incise"))


def _comma_after(clause: Clause, after: int, speaker: Speaker) -> int:
    """Return the comma after a speaker, or -1; the main clause is no apposition: « Comme l'explique X, les prix… »."""
    ws = clause.words
    if after >= len(ws) - 1:
        after = word_from(ws, speaker.end)
    end = skip_complements(clause, after, len(ws) - 1)
    return find_word(ws, (",",), after, end + 1)


def _after(ws: Sequence[Word], cue: Cue, speaker: Speaker) -> int:
    """Return the word after an incise: « a-t-il dit » ends with its verb, « dit la maire » with its subject."""
    after = max(cue.at + 1, word_from(ws, speaker.phrase_end))
    rest = cue.verb.split()[1:]  # « a-t-il fait valoir »
    return after + (len(rest) if [w.lower for w in ws[after : after + len(rest)]] == rest else 0)


def _has_verb(clause: Clause, start: int, at: int) -> bool:
    """Ask for a verb before the incise: « Les forces, surtout kurdes, ont lancé un assaut » is no report."""
    ws = clause.words
    before = clause.text[ws[start].start : ws[at].start]
    relative = next((i for i in range(start, at - 1) if _opens_relative(ws, i)), at)
    if relative < at:
        goes_on = next((i for i in range(relative + 2, at) if ws[i].text == ","), at)
        told = clause.text[ws[start].start : ws[relative].start], clause.text[ws[goes_on].start : ws[at].start]
        return has_finite_verb(told[0]) or has_finite_verb(told[1])
    if holds_verb(clause, start, at):
        return True
    if word_count(before) > LONG:
        return not _is_subject_alone(clause, start, at)
    return has_finite_verb(before) or bool(FUTURE.search(before))


def _opens_relative(ws: Sequence[Word], comma: int) -> bool:
    """Tell « , qui », « , à qui »."""
    led = comma + 1 + (word_at(ws, comma + 1).lower in words("preposition"))
    return ws[comma].text == "," and word_at(ws, led).lower in words("relative_pronoun")


def _is_whole(clause: Clause, start: int, at: int, speaker: Speaker) -> bool:
    """« Rien à voir avec la grève, assure la direction. » : no verb, but nobody either who could be its subject."""
    ws = clause.words
    if speaker.kind == "pronoun":
        return True
    if at - start < LEAST or not can_say(clause, speaker) or clause.labels(start, at) & {"PER", "ORG"}:
        return False
    held = {w.lower for w in ws[start:at]}
    return held.isdisjoint(who_say())


def is_subordinate(ws: Sequence[Word], start: int, at: int) -> bool:
    """« Si rien ne change, menace la région, les trains s'arrêteront » : the main clause is still to come."""
    first = start + (ws[start].lower in words("opens_clause") - words("complementizer"))
    return first < at and ws[first].lower in words("heads_clause") and all(w.text != "," for w in ws[first:at])


def _is_subject_alone(clause: Clause, start: int, at: int) -> bool:
    """Tell « Un porte-parole du comité, Paul Arno, espère 2 000 visiteurs » : before the verb stands its subject.

    So it does in « Selon RTL, la victime, employée du musée, aurait prévenu ses proches ».
    """
    if phrase_at(clause.words, start, "source") and clause.words[start].lower != "pour":
        return True
    return opens_phrase(clause.words, start) and appositions(clause, phrase_end(clause, start, at), at) == at


def _is_sure(ws: Sequence[Word], cue: Cue) -> bool:
    """Ask of an incise without marks a verb that reports and somebody who can speak."""
    speaker = cue.speaker
    if speaker is None or not _may_say(ws, cue):
        return False
    if speaker.kind == "document" and cue.verb in words("makes_document"):
        return False  # « Jeudi, l'une des sœurs publie un poème » : who writes it stands before
    if speaker.kind != "role" or _is_among(ws, cue):
        return True
    said = [w.lower for w in ws if speaker.phrase_start <= w.start < speaker.phrase_end][:4]
    said = said[: next((i for i, w in enumerate(said) if w in words("ties") and i > 1), 4)]
    some = said[:1] if len(said) > 1 and said[0] in words("indefinite") else []  # « certains éléments »
    return any(w in sayers() for w in said[len(some) :]) or is_one_of(said)


def _is_among(ws: Sequence[Word], cue: Cue) -> bool:
    """Tell « a-t-on appris auprès de la protection civile » : « on » is whoever is asked."""
    return any(w.lower.lstrip("-t") == "on" for w in ws[max(0, cue.at - 2) : cue.at + 3])


def _may_say(ws: Sequence[Word], cue: Cue) -> bool:
    """Tell « se désole X », « relate X », « dira-t-elle » : the verb can stand in an incise."""
    if word_at(ws, cue.at + 1).lower == "par":
        return False  # « s'est achevée par un entretien » : who comes after is no subject
    verb = speech_forms().get(ws[cue.at].lower)
    if verb is None:
        return bool(cue.verb)
    return not verb.uses.isdisjoint(("report", "report-se", "incise-se")) or "incise" in verb.uses


def _lacks_object(clause: Clause, comma: int, after: int, stop: int) -> bool:
    """Tell « Il a consulté, dit-il, tout le monde », « Il tient, dit-il, à rester » from what is whole."""
    ws, verb, first = clause.words, clause.words[comma - 1], after + 1
    active = word_at(ws, comma - 2).lower in words("have", "subject_pronoun", "clitic_object")
    if not active or word_at(ws, after).text != "," or not verb.text.isalpha() or first >= stop:
        return False
    if holds_verb(clause, first, stop):
        return False
    word, bare = ws[first], comma - 2 == segment_start(ws, comma)  # « Elle obtient, dit-elle, gain de cause »
    if bare and word.lower not in words("preposition", "subordinator", "adverb") and stop - first > LEAST:
        return True
    noun = (is_det(word) or word.text.isdigit() or word.lower == "tout") and word.lower not in words("contraction")
    return noun or word.lower in words("complementizer") or (word.lower == "à" and infinitive_at(ws, first + 1) > 0)


def _announces(clause: Clause, after: int, stop: int) -> bool:
    """« Une chose est sûre, assure la maire : la piscine rouvrira » : what the colon announces is said too."""
    ws = clause.words
    quoted = any(q.first >= after for q in clause.quotes)
    return ws[after].text == ":" and not quoted and stop - after > LEAST


def _goes_on(ws: Sequence[Word], after: int, stop: int, *, sure: bool) -> bool:
    """Tell « Le train, précise le conducteur, roulait à 80 km/h » : the clause goes on after the incise.

    ``sure``: it must, since no clause stands before.
    """
    few = stop - after <= 4 and not is_verb_behind(ws, after)  # « Le pont, a dit le maire, rouvrira »
    if ws[after].text != "," or few or ws[after + 1].lower in words("relative_pronoun"):
        return False
    auxiliary = ws[after + 1].lower in words("auxiliary", "be", "clitic_object")
    if sure:
        return ws[after + 1].lower not in words("subordinator", "heads_clause")
    return auxiliary or any(w.pos in ("VERB", "AUX") and is_finite(w) for w in ws[after:stop][:4])
