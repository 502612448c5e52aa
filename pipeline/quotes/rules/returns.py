"""Where the sentence goes back to whoever tells it, or on to somebody else: what a look at the clause decides."""

import re
from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.saying import can_say, gerund_subject
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import TELLS, Group, is_plural_verb
from pipeline.quotes.grammar.words import INFINITIVE, run_end, run_start, word_at
from pipeline.quotes.rules.bare_ends import after_links
from pipeline.quotes.rules.report import is_finite
from pipeline.quotes.text.sentences import Word

# Between « quand », « tandis que » and the verb of whoever says otherwise, in words.
REACH = 14
# Between a verb and the « que » or the infinitive that it governs.
NEAR = 6
# « sera », « dira », « viendra ».
FUTURE = re.compile(r"[a-zà-ÿ]{2}(?:[eiu]|[dtvr])ra\b")
_TELLS = TELLS | {"fragment"}


def others_tell(clause: Clause, at: int) -> bool:
    """« …, tandis que la famille réclame une autopsie », « … quand la mairie répond que c'est faux » : a further voice.

    Elsewhere what the further verb governs must show: « … alors que les élus l'avaient prévenu » is said too.
    """
    ws = clause.words
    first, apart = at + 1, False
    if ws[at].lower in words("contrasts_that"):
        if word_at(ws, first).lower not in words("complementizer"):
            return False
        first, apart = first + 1, ws[at - 1].text == ","
    further = next((g for g in clause.verbs if first < g.first < first + REACH), None)
    if further is None or further.mood != "finite" or further.uses.isdisjoint(_TELLS) or _is_before(clause, further):
        return False
    speaker = read_subject(clause, further)
    if speaker is None or speaker.start < ws[first].start or not can_say(clause, speaker):
        return False
    governs = any(w.lower in ("que", "qu'") for w in ws[further.last + 1 : further.last + NEAR])
    return apart or governs


def _is_before(clause: Clause, group: Group) -> bool:
    """Tell the pluperfect: « alors que le préfet avait promis une aide » tells what is said to have been before."""
    return any(w.lower in words("pluperfect") for w in clause.words[group.first : group.main])


def others_add(clause: Clause, at: int) -> bool:
    """« …, Kiev affirmant de son côté avoir tenu » : somebody else says on, in a gerund."""
    further = next((g for g in clause.verbs if at + 1 < g.first <= at + REACH), None)
    return (
        further is not None and not further.uses.isdisjoint(_TELLS) and gerund_subject(clause, further, at) is not None
    )


def others_reply(clause: Clause, at: int) -> bool:
    """« affirme avoir prévenu les riverains, qui jurent n'avoir rien reçu » : those who are told of say otherwise."""
    ws = clause.words
    if ws[at].text != "," or word_at(ws, at + 1).lower != "qui":
        return False
    further = next((g for g in clause.verbs if g.first == at + 2), None)
    if further is None or further.mood != "finite" or further.uses.isdisjoint(_TELLS):
        return False
    after = ws[further.last + 1 : further.last + NEAR]
    says = any(w.lower in words("complementizer", "ne") for w in after)
    return says and not _is_before(clause, further)


def closes_relative(clause: Clause, at: int, group: Group, link: int) -> bool:
    """« Le maire, qui dit ignorer ces faits, a été entendu » : after the relative clause, its main verb.

    So does « La blessée, dont le médecin dit que…, est sortie », « La maire, prévenue par X que…, est sortie »,
    « La maire, assurant que…, est sortie ».
    """
    ws = clause.words
    aside = group.mood == "passive" or _is_in_relative(ws, group) or _waits(ws, group)
    if ws[at].text != "," or not aside or not goes_back(ws, at):
        return False
    inside = ws[link:at]
    links = sum(w.lower in words("relative_pronoun") or w.lower in ("que", "qu'") for w in inside)
    return sum(w.pos in ("VERB", "AUX") and is_finite(w) for w in inside[1:]) >= links


def _is_in_relative(ws: Sequence[Word], group: Group) -> bool:
    """Tell « qui dit », « dont le médecin dit », « à qui sa mère avait dit » : the relative opens its clause."""
    start = max((i + 1 for i in range(group.first) if ws[i].text in ",;:"), default=0)
    opener = start + (word_at(ws, start).lower in words("preposition"))
    return word_at(ws, group.first - 1).lower == "qui" or (
        start > 0 and word_at(ws, opener).lower in words("relative_pronoun")
    )


def _waits(ws: Sequence[Word], group: Group) -> bool:
    """Tell a gerund between commas before any verb of the sentence: « La maire, assurant que », « , ayant dit que »."""
    if not ws[group.first].lower.endswith("ant") and group.mood != "gerund":
        return False
    comma = run_start(ws, group.first, "heads_gerund", "clitic", "ne") - 1
    before = ws[:comma] if comma > 0 and ws[comma].text == "," else ()
    return bool(before) and not any(w.pos in ("VERB", "AUX") and is_finite(w) for w in before)


def goes_back(ws: Sequence[Word], at: int) -> bool:
    """Tell « , a été entendu », « , ne répond pas » : after a comma a finite verb without a subject."""
    word = word_at(ws, run_end(ws, at + 1, "clitic", "ne"))
    finite = is_finite(word) and word.text[:1].islower() and word.pos in ("VERB", "AUX")
    return finite and word.dep not in ("conj", "acl")


def is_verb_behind(ws: Sequence[Word], comma: int) -> bool:
    """Tell « , ne partira pas » from « , un jour de pluie »."""
    word = word_at(ws, run_end(ws, comma + 1, "clitic", "ne"))
    if not word.pos:  # a sentence that nobody has parsed
        return word.lower in words("auxiliary", "be") or bool(FUTURE.search(word.lower))
    return word.pos in ("VERB", "AUX") and is_finite(word) and word.dep != "acl"


def says_for_the_mute(clause: Clause, at: int, group: Group, link: int) -> bool:
    """« Le syndicat dit que la grève continue et appelle à manifester » : a strike calls for nothing."""
    ws, i = clause.words, after_links(clause.words, at)
    further = next((g for g in clause.verbs if g.first == i), None) if ws[at].lower in ("et", "puis") else None
    if further is None or further.mood != "finite" or further.uses.isdisjoint(TELLS) or further.pronoun >= 0:
        return False
    governed = word_at(ws, further.last + 1)
    said = governed.lower in words("complementizer", "bare_of") | {"à"} or INFINITIVE.fullmatch(governed.text)
    if not said or is_plural_verb(ws[i]) != is_plural_verb(ws[group.first]) or not opens_phrase(ws, link + 1):
        return False
    speaker = read_speaker(clause, link + 1, at)
    return speaker is not None and speaker.kind == "role" and not can_say(clause, speaker)
