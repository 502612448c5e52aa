"""What a verb of speech governs: « que », an infinitive; and where that begins."""

from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause, Cue, Speaker, is_quoted
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.verb_groups import Group, is_negated
from pipeline.quotes.grammar.words import INFINITIVE, adverbial_end, find_word, is_det, is_time, run_end, word_at
from pipeline.quotes.rules.ends import clause_end
from pipeline.quotes.rules.report import Report, can_report, holds_verb
from pipeline.quotes.text.sentences import Word

# Between the verb and « que », in words: « a annoncé mardi, après la réunion de son conseil, que ».
GAP = 14
# « , via un communiqué publié sur son site, » between a verb and what it says is no longer.
ASIDE = 20


def may(clause: Clause, group: Group, use: str) -> bool:
    """Tell what a verb can do as it stands: « ne cache pas que » reports, « cache que » does not.

    So does « signifie aux élus que », « leur signifie que », where « signifie que » does not.
    """
    if use in group.uses or (f"{use}-ne" in group.uses and is_negated(clause.words, group)):
        return True
    return f"{use}-to" in group.uses and _is_told_somebody(clause.words, group)


def _is_told_somebody(ws: Sequence[Word], group: Group) -> bool:
    first = run_end(ws, group.last + 1, "adverb", "time")
    to_whom = word_at(ws, first).lower in words("contraction_to") | {"à"}
    return to_whom or any(w.lower in words("dative") for w in ws[group.first : group.main])


def report_after(
    clause: Clause, group: Group, link: int, rule: str, speaker: Speaker | None, *, carried: bool = False
) -> Report | None:
    """Return the clause after a link; ``carried`` says that whoever spoke before speaks on."""
    known = speaker is not None and (can_report(clause.words, speaker) or _is_told_us(clause.words, group, speaker))
    if not carried and not known:
        return None
    cue = Cue(rule, "that", group.lemma, speaker, at=group.main)
    return Report(link + 1, clause_end(clause, group, link), cue)


def _is_told_us(ws: Sequence[Word], group: Group, speaker: Speaker) -> bool:
    """Tell « on nous dit que », « on leur répétait que » from « on dit que » : somebody is told so by somebody."""
    on = any(w.lower == "on" for w in ws if w.end == speaker.end)
    return on and any(w.lower in words("dative") for w in ws[group.first : group.main])


def that_link(clause: Clause, group: Group) -> int:
    """Return the « que » that a verb governs, or -1: « ce que », « plus que » and « ne… que » are others."""
    ws = clause.words
    if _complains_of_this(ws, group):
        return group.last + 3
    aside = after_aside(clause, group.last + 1)  # « a rappelé, en s'adressant aux élus, que »
    first = aside if word_at(ws, aside).lower in ("que", "qu'") else group.last + 1
    if "inf" in group.uses and infinitive_at(ws, first) == first:
        return -1  # « elle révélait prendre du temps pour finir l'album qu'on attend »
    passed = first
    for i in range(first, min(first + GAP, len(ws))):
        word = ws[i].lower
        passed = max(passed, adverbial_end(ws, i))  # « signale, quant à lui, que »
        if i < passed:
            continue
        if word in ("que", "qu'"):
            other = ws[i - 1].lower in words("not_that") - words("also") and not _is_well_said(ws, i - 1, group)
            return -1 if i > group.last + 1 and other else i
        if word in words("echo") and word_at(ws, i + 1).text == "," and (ws[i - 1].text == "," or i == group.last + 1):
            continue  # « affirme, elle, que », « annonce lui, mardi, que »
        of_whom = i == group.last + 2 and word in words("stressed") and ws[i - 1].lower in words("bare_of")
        halts = words("auxiliary", "demonstrative") if of_whom else words("pronoun", "auxiliary", "demonstrative")
        if closes(clause, i) or word in halts or word in ("ne", "n'"):
            return -1
        if opens_object(ws, i, group):
            return -1
    return -1


def _is_well_said(ws: Sequence[Word], at: int, group: Group) -> bool:
    """Tell « précise bien que le pont est ouvert » from « insiste, bien que le pont soit ouvert »."""
    return at == group.last + 1 and ws[at].lower == "bien" and "report" in group.uses


def _complains_of_this(ws: Sequence[Word], group: Group) -> bool:
    """Tell « s'étonne de ce que » from « parle de ce que »."""
    himself = not words("reflexive").isdisjoint(w.lower for w in ws[group.first : group.main])
    this = [w.lower for w in ws[group.last + 1 : group.last + 3]] == ["de", "ce"]
    return (
        himself and this and "report-se" in group.uses and word_at(ws, group.last + 3).lower in words("complementizer")
    )


def after_aside(clause: Clause, at: int) -> int:
    """Return the word after « , via un communiqué publié mardi, », which parts a verb from what it says, or ``at``."""
    ws = clause.words
    aside = adverbial_end(ws, at + 1) if word_at(ws, at).text == "," else 0
    if aside and word_at(ws, aside).text == ",":
        return aside + 1  # « assure, quant à elle, avoir appris »
    led = word_at(ws, at + 1).lower in words("preposition", "contraction_to")
    close = find_word(ws, (",",), at + 2, at + ASIDE) if led and word_at(ws, at).text == "," else -1
    apart = close > 0 and not any(closes(clause, i) for i in range(at, close)) and not holds_verb(clause, at, close)
    return close + 1 if apart else at


def opens_object(ws: Sequence[Word], at: int, group: Group) -> bool:
    """Tell « réclame des précisions sur ce que… » from « a dit à la presse que » : what the verb says is a noun.

    « avertit les riverains que » : a few verbs have whom they tell as their object.
    """
    if (
        not is_det(ws[at])
        or ws[at].lower in words("contracted")
        or is_time(ws, at)
        or group.lemma in words("telling_verb")
        or (group.lemma in words("demand_verb") and at == group.last + 1 and _is_asked_of_him(ws, at))
    ):
        return False
    led = ws[at - 1].lower
    return at == group.last + 1 or not (led in words("preposition") or led in words("ties") or is_det(ws[at - 1]))


def _is_asked_of_him(ws: Sequence[Word], at: int) -> bool:
    """Tell « exige du président qu'il parte » from « exige du personnel que la région paie »."""
    link = find_word(ws, words("complementizer"), at + 1, at + ASIDE)
    return ws[at].lower in words("contraction_of") and word_at(ws, link + 1).lower in words("subject_pronoun")


def closes(clause: Clause, at: int) -> bool:
    """Tell what no verb governs beyond: a stop, a bracket, words in marks."""
    word = clause.words[at]
    return word.text in ";:.()«»" or word.mark is not None or is_quoted(clause, at)


def infinitive_at(ws: Sequence[Word], at: int) -> int:
    """Return the infinitive that begins at a word, « ne pas », clitics and adverbs before it, or -1."""
    if _is_from(ws, at):
        return -1
    i = at
    while i < at + 6:
        word = word_at(ws, i)
        noun = word.lower in words("time", "title")  # « indique maître Roux »
        if INFINITIVE.fullmatch(word.text) and word.pos in ("VERB", "AUX", "") and not noun:
            return i
        light = word.lower in words("clitic", "adverb", "negation", "degree")
        if not light or word.lower in ("t'", "-t"):
            return -1
        i += 1
    return -1


def _is_from(ws: Sequence[Word], at: int) -> bool:
    """Tell « à partir du 3 mars », « à partir de lundi » from « appelle les marins à partir du port »."""
    led = word_at(ws, at - 1).lower == "à" and word_at(ws, at).lower == "partir"
    since = word_at(ws, at + 2)
    timed = since.text[:1].isdigit() or since.lower in words("time", "number")
    return led and timed and word_at(ws, at + 1).lower in words("of")
