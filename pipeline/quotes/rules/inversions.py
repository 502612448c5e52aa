"""The verb after the words said: « … », a indiqué hier la préfète ; « Le train, précise le conducteur, roulait. »"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.quotes.grammar.clause import Clause, Cue, Marked, Speaker, read_clause
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import persons, sayers, words
from pipeline.quotes.grammar.passages import opens_on_verb
from pipeline.quotes.grammar.phrases import opens_phrase, pronoun_speaker, read_speaker
from pipeline.quotes.grammar.places import whose_on
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.verb_groups import Group, group_at, is_negated, is_plural_verb
from pipeline.quotes.grammar.words import adverbial_end, is_capital, is_det, run_end, word_at, word_from
from pipeline.quotes.rules.report import is_finite
from pipeline.quotes.text.sentences import Sentence, Word

# Between an article and its noun, in words.
DETERMINER = 3


def inversion(clause: Clause, quote: Marked) -> Cue | None:
    """« … », a indiqué hier la préfète du Gard : the verb follows the quote, its subject follows the verb."""
    ws, at = clause.words, quote.last + 1
    comma = word_at(ws, at).text in (",", "-")
    while word_at(ws, at).text in (",", "-", ".") or word_at(ws, at).lower in words("adverb"):
        at += 1
    if word_at(ws, at).lower == "comme" and word_at(ws, at + 1).lower in words("neuter"):
        at += 1  # « … », comme l'a rappelé Anne Vial
    comma, at = comma or presented_end(ws, at) > 0, presented_end(ws, at) or at
    if at == len(ws) or not (comma or is_clause(clause, quote)):
        return None
    found = incise_at(clause, at, "inversion", "inversion")
    return None if found and _is_set_in(clause, quote, found.speaker) else found


def _is_set_in(clause: Clause, quote: Marked, speaker: Speaker | None) -> bool:
    """Tell « Le maire, évoquant « une affaire grave », a annoncé sa suspension » : who speaks stands before."""
    led = any(g.mood == "gerund" and g.last == quote.first - 1 for g in clause.verbs)
    if not led or speaker is None or speaker.kind != "role":
        return False
    return not any(w.lower in who_say() for w in clause.words if speaker.start <= w.start < speaker.end)


def presented_end(ws: Sequence[Word], at: int) -> int:
    """Return the word after « voilà ce que », « c'est en tout cas ce que », « c'est ce qui », or 0.

    « … », voilà ce qu'a répondu la maire.
    """
    at += word_at(ws, at).text == ":"
    opened = at + 1 if word_at(ws, at).lower in ("voilà", "voici") else 0
    if [w.lower for w in ws[at : at + 2]] == ["c'", "est"]:
        opened = adverbial_end(ws, at + 2) or run_end(ws, at + 2, "adverb")
    link = word_at(ws, opened + 1).lower if opened and word_at(ws, opened).lower == "ce" else ""
    return opened + 2 if link == "qui" or link in words("complementizer") else 0


def incise_at(clause: Clause, at: int, rule: str, sort: str) -> Cue | None:
    """Read verb and subject of an incise that begins at a word."""
    ws = clause.words
    group = group_at(ws, at, inverted=True)
    if group is None and rule == "inversion":
        return _unlisted(clause, at)
    if group is None or group.mood in ("gerund", "infinitive") or ws[at].text[0].isupper() or is_negated(ws, group):
        return None
    if ws[group.first].lower.endswith("ant"):
        return None  # « …, ayant repris la radio, … »
    speaker = _clitic(clause, group) if group.pronoun >= 0 else _subject_after(clause, group, rule)
    if speaker is None or _is_noun(clause, group, speaker):
        return None
    return Cue(rule, sort, group.lemma, speaker, at=group.main)


def _is_noun(clause: Clause, group: Group, speaker: Speaker) -> bool:
    """Tell « la liste des témoins » from « la coupe un témoin » : what « de » ties to a noun is no subject."""
    ws = clause.words
    led = ws[group.first].lower in words("definite") and group.first < group.main
    return led and ws[word_from(ws, speaker.phrase_start)].lower in words("of", "bare_of")


def _clitic(clause: Clause, group: Group) -> Speaker | None:
    """Return the pronoun of « a-t-elle dit », or those whom « on » stands for."""
    word = clause.words[group.pronoun]
    if not group.lemma and word.lower.lstrip("-") in words("addressed"):
        return None
    clitic = pronoun_speaker(word)
    return whose_on(clause, clitic, group.last + 1) or clitic


def _subject_after(clause: Clause, group: Group, rule: str) -> Speaker | None:
    """Return the subject of « a dit hier la ministre »."""
    ws = clause.words
    if rule != "inversion" and _has_own_subject(clause, group):
        return None
    if "incise" not in group.uses and "que" not in group.uses and "fragment" not in group.uses:
        return None
    subject = skip_complements(clause, group.last + 1, len(ws))
    if not opens_phrase(ws, subject) and not _are_some(ws, subject):
        return None
    if rule != "inversion" and ws[subject].lower in words("plural") and not is_plural_verb(ws[group.first]):
        return None  # « Il salue les progrès, invite tous les élus à la patience »
    limit = next((q.first for q in clause.quotes if q.first >= subject), len(ws))
    speaker = read_speaker(clause, subject, limit)
    if speaker is None or (rule != "inversion" and _subjects(clause, group) and not can_say(clause, speaker)):
        return None
    return speaker


def _are_some(ws: Sequence[Word], at: int) -> bool:
    """Tell « ont rapporté des témoins » from « a parlé des témoins » : the incise has no other subject."""
    return word_at(ws, at).lower in words("partitive") and word_at(ws, at + 1).lower in sayers()


def _has_own_subject(clause: Clause, group: Group) -> bool:
    """Tell « Le maire, Paul Arno, a cité Anne Vial » from « Cette hausse, a dit Anne Vial, … » : things are mute."""
    if any(q.last < group.first and opens_on_verb(clause.text[q.mark.start : q.mark.end]) for q in clause.quotes):
        return False  # « La fille « est rentrée » mardi, a dit Anne Vial » : the subject is that of the words in marks
    apart = word_at(clause.words, group.first - 1).text == ","
    return any(is_capital(w) or w.lower in who_say() or not apart for w in _subjects(clause, group))


@cache
def who_say() -> frozenset[str]:
    """Return the nouns and pronouns of those whose words are reported."""
    return sayers() | words("organisation", "document", "pronoun")


def _subjects(clause: Clause, group: Group) -> list[Word]:
    """Return what the parse takes for the subject of a group before it, unless another verb has it."""
    ws = clause.words
    heads = [
        i for i in range(group.first) if ws[i].head == group.main and not ws[i].mark and ws[i].dep.startswith("nsubj")
    ]
    return [ws[i] for i in heads if not _acts_elsewhere(ws, i, group)]


def _acts_elsewhere(ws: Sequence[Word], at: int, group: Group) -> bool:
    """Tell « Les ménages » in « Les ménages renoncent, révèle une étude » : of another number, or of a nearer verb."""
    led = next((w.lower for w in reversed(ws[max(0, at - DETERMINER) : at]) if is_det(w)), "")
    finite = word_at(ws, run_end(ws, group.first, "clitic", "ne"))
    if led and (led in words("plural")) != is_plural_verb(finite):
        return True
    verb = next((i for i in range(at + 1, group.first) if ws[i].pos in ("VERB", "AUX") and is_finite(ws[i])), -1)
    opens = words("relative", "relative_pronoun", "subordinator", "complementizer")
    return verb > 0 and ws[verb].dep != "acl" and all(w.lower not in opens and w.text != "," for w in ws[at:verb])


def _unlisted(clause: Clause, at: int) -> Cue | None:
    """« … », tente Paul Arno ; « … », a mesuré la maire : after a quote, what is shaped like a verb is one.

    Whom it stands before must be somebody: a name, an office, « celle qui ».
    """
    ws, verb = clause.words, at
    if ws[verb].lower in words("auxiliary"):
        verb = next((i for i in range(at + 1, min(at + 4, len(ws))) if ws[i].lower not in words("adverb")), at)
    shape = PARTICIPLE if verb > at else FINITE
    if not shape.fullmatch(ws[verb].text) or ws[verb].lower in _no_verb():
        return None
    subject = skip_complements(clause, verb + 1, len(ws))
    if not opens_phrase(ws, subject) or ws[subject].lower in words("pronoun"):
        return None
    speaker = read_speaker(clause, subject, len(ws))
    if speaker is None or speaker.kind == "document" or not can_say(clause, speaker):
        return None
    known = speaker.kind != "organisation" or "ORG" in clause.labels(subject, word_from(ws, speaker.end))
    return Cue("inversion", "inversion", "", speaker, at=verb) if known else None


# « tente », « mesure », « relatait », « poursuit »; « a mesuré », « a rebondi ».
FINITE = re.compile(r"[a-zà-ÿ]{2,}(?:e|t|d|a)")


PARTICIPLE = re.compile(r"[a-zà-ÿ]{2,}(?:é|i|u|it|is|ert)")


@cache
def _no_verb() -> frozenset[str]:
    """Return what is shaped like a verb and is none: « contre », « comme », « journaliste »."""
    classes = (
        "preposition",
        "adverb",
        "determiner",
        "pronoun",
        "ends_phrase",
        "not_that",
        "qualifier",
        "document",
        "time",
    )
    return persons() | words("organisation") | frozenset(word for name in classes for word in words(name))


def is_clause(clause: Clause, quote: Marked) -> bool:
    """Tell whether the quote can stand before a verb without a comma: it is no noun of the sentence."""
    mark = quote.mark
    return quote.first == 0 or clause.text[mark.end - 1] in ".!?…" or clause.text.count(" ", mark.start, mark.end) >= 5


def inside(clause: Clause, quote: Marked) -> Cue | None:
    """« Le train, précise le conducteur, roulait à 80 km/h. » The incise stands between the marks."""
    ws = quote.inside
    within = read_clause(clause.text, Sentence(quote.mark.start, quote.mark.end, 0, [], ws), clause.people)
    for i in range(1, len(ws) - 1):
        if ws[i].text in ",?!" and (found := incise_at(within, i + 1, "inside", "incise")) and found.speaker:
            after = word_from(ws, found.speaker.phrase_end)
            if not any(c.isalnum() for w in ws[after:] for c in w.text):
                return replace(found, cut=ws[i].start)
            after = skip_complements(within, after, len(ws)) if ws[after].text not in ",.:" else after
            closed = word_at(ws, after).text in ",.:" or ws[after - 1].text == ","
            if closed or found.speaker.kind == "pronoun":
                return found
    return None
