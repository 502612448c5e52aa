"""Who says it: the cascade of cues, the surest first.

Each rule is a function ``(clause, quote) -> Cue | None``; the first that answers gives its name to the quote, and
the name is one of the clues of its confidence (``resources/quotes/quote_confidence.csv``).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.quotes.grammar.clause import Clause, Cue, Marked, Speaker, is_quoted
from pipeline.quotes.grammar.instances import one_of_them
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.names import starts_person
from pipeline.quotes.grammar.phrases import pronoun_speaker, read_speaker
from pipeline.quotes.grammar.saying import can_say, gerund_subject
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import find_back, find_word, word_at, word_from
from pipeline.quotes.rules.fragments import (
    described,
    gapped,
    governed,
    led_predicate,
    long_passage,
    next_predicate,
    predicate,
)
from pipeline.quotes.rules.inversions import incise_at, inside, inversion, is_clause
from pipeline.quotes.rules.leads import who_shares
from pipeline.quotes.rules.sources import according, opens_source, source_start
from pipeline.quotes.text.sentences import Word

# A source, and a name in brackets, are no longer than this, in words.
SOURCE, BRACKET = 25, 10


def source_colon(clause: Clause, quote: Marked) -> Cue | None:
    """« Impossible pour Alice Dumas : « … » », « à en croire sa collègue : « … » » : a source, then a colon."""
    ws, first = clause.words, quote.first
    if word_at(ws, first - 1).text != ":":
        return None
    for i in range(max(0, first - 2 - SOURCE), first - 2):
        start = source_start(ws, i) if opens_source(ws, i) and not is_quoted(clause, i) else -1
        speaker = read_speaker(clause, start, first - 1) if start >= 0 else None
        if speaker and can_say(clause, speaker) and _reaches(clause, speaker, i, first - 1):
            return Cue("selon", "according_to", "", speaker, near=True)
    return None


def agent_colon(clause: Clause, quote: Marked) -> Cue | None:
    """C'est l'argument avancé par son avocat, Marc Tobel : « … » ; un constat partagé par la maire : « … »."""
    ws, first = clause.words, quote.first
    at = find_back(ws, ("par",), first - 1, first - SOURCE) if word_at(ws, first - 1).text == ":" else -1
    said = word_at(ws, at - 2).lower in words("utterance", "said_noun")
    if not said or not _PARTICIPLE.fullmatch(ws[at - 1].lower):
        return None
    speaker = read_speaker(clause, at + 1, first - 1)
    if speaker is None or not can_say(clause, speaker) or not _reaches(clause, speaker, at, first - 1):
        return None
    return Cue("colon", "colon", "", speaker, near=True)


def shared_colon(clause: Clause, quote: Marked) -> Cue | None:
    """Même son de cloche chez la boulangère : « … » ; c'est aussi l'avis du maire : « … »."""
    if word_at(clause.words, quote.first - 1).text != ":":
        return None
    speaker = who_shares(clause)
    return Cue("colon", "colon", "", speaker, near=True) if speaker else None


_PARTICIPLE = re.compile(r"[a-zà-ÿ]{2,}(?:ée?|i[se]?|ue?|ite?)s?")


def _reaches(clause: Clause, speaker: Speaker, at: int, colon_at: int) -> bool:
    """Tell whether a source goes on to the colon: no verb stands between; after « pour », nothing does."""
    ws = clause.words
    rest = [w for w in ws[at:colon_at] if w.start >= speaker.phrase_end]
    return not rest or (ws[at].lower != "pour" and not any(w.pos in ("VERB", "AUX") or w.mark for w in rest))


def bracketed(clause: Clause, quote: Marked) -> Cue | None:
    """« C'est grave » (Lise Caron, FO) : a name in brackets; « Les Vagues » (Paul Arno, 2019) is a work."""
    ws, at = clause.words, quote.last + 1
    if word_at(ws, at).text != "(" or at + 1 == len(ws) or not starts_person(clause, at + 1):
        return None
    close = find_word(ws, (")",), at, at + BRACKET)
    if any(w.text[0].isdigit() for w in ws[at:close]) or not is_clause(clause, quote):
        return None
    speaker = read_speaker(clause, at + 1, close)
    return Cue("signature", "none", "", speaker, near=True) if speaker and speaker.kind == "name" else None


def colon(clause: Clause, quote: Marked) -> Cue | None:
    """Le maire tonne : « … ». A verb of speech, then a colon; also « …, avant de poursuivre « … » »."""
    ws, first = clause.words, quote.first
    before = [
        g
        for g in clause.verbs
        if g.last < first and g.mood != "passive" and not (_quote_between(clause, g.last, first) or _has_object(ws, g))
    ]
    if word_at(ws, first - 1).text == ":":
        group = _announcing(ws, before, first - 1)
        if group:
            speaker = read_subject(clause, group)
            speaker = one_of_them(clause, speaker, first - 1) or speaker
            return Cue("colon-verb", "colon", group.lemma, speaker, near=True)
    elif before and before[-1].last >= first - 2 and _is_clause_start(clause, quote) and not _is_led(clause, quote):
        group = before[-1]
        if "incise" in group.uses or "que" in group.uses:
            return Cue("verb-quote", "none", group.lemma, read_subject(clause, group), near=True)
    return None


def _has_object(ws: Sequence[Word], group: Group) -> bool:
    """Tell « des témoins venus le soutenir : » : the infinitive has its object, and says nothing."""
    return group.mood == "infinitive" and ws[group.first].lower in ("le", "la", "les") and group.first < group.main


def _announcing(ws: Sequence[Word], groups: Sequence[Group], colon_at: int) -> Group | None:
    """« Anne Vial a répondu au ministre, qui avait commenté sa lettre : » : the main verb, unless « qui a dit : »."""
    if not groups:
        return None
    last = groups[-1]
    relative = word_at(ws, last.first - 1).lower == "qui" and last.last + 1 < colon_at
    said = [g for g in groups[:-1] if relative and g.mood == "finite"]
    return said[-1] if said else last


def _is_led(clause: Clause, quote: Marked) -> bool:
    """Tell « a précisé à « La Tribune » », « chante dans « Les Vagues » » : a title, not what is said."""
    led = (words("preposition", "contraction_to")) - words("from")  # « conclut par « Merci à tous » »
    return clause.words[quote.first - 1].lower in led


def _is_clause_start(clause: Clause, quote: Marked) -> bool:
    return clause.text[quote.mark.start].isupper() or clause.text[quote.mark.start] == "["


def _quote_between(clause: Clause, a: int, b: int) -> bool:
    return any(a < q.first and q.last < b for q in clause.quotes)


def that(clause: Clause, quote: Marked) -> Cue | None:
    """Il assure que « rien n'est décidé » : a verb of speech, « que », and the quote in its clause."""
    ws, first = clause.words, quote.first
    for group in reversed([g for g in clause.verbs if g.last < first and "que" in g.uses]):
        links = [i for i in range(group.last + 1, first) if ws[i].lower in words("complementizer")]
        if not links:
            continue
        if ws[links[0] - 1].lower in words("not_that"):
            return None
        links = [i for i in links if ws[i - 1].lower not in words("not_that")]  # « que rien n'est prêt parce qu'il »
        direct = links[-1] == first - 1
        if not direct and (any(w.text in ";:" for w in ws[group.last : first]) or _is_told(clause, links[-1], first)):
            return None
        return Cue("that" if direct else "that-inside", "that", group.lemma, read_subject(clause, group), near=direct)
    return None


def _is_told(clause: Clause, link: int, first: int) -> bool:
    """Tell « il s'étonne que la ministre affirme « ne rien savoir » » : a nearer verb stands right before."""
    ws = clause.words
    inside = [g for g in clause.verbs if link < g.first and g.last < first]
    if any(ws[i].text == "," and gerund_subject(clause, g, i) for g in inside for i in range(link, g.first)):
        return True  # « annonce que tout est prêt, l'armée disant avoir visé des « terroristes » »
    near = [g for g in inside if g.last == first - 1 and g.mood == "finite"]
    said = [g for g in near if g.lemma not in words("asks_of") and not g.uses.isdisjoint(("report", "inf"))]
    return bool(said)


def that_inside(clause: Clause, quote: Marked) -> Cue | None:
    """Il a affirmé qu'il « n'y a que 210 embauches » : the quote is further on in the clause of « que »."""
    cue = that(clause, quote)
    return cue if cue and cue.rule == "that-inside" else None


def that_direct(clause: Clause, quote: Marked) -> Cue | None:
    """Il assure que « rien n'est décidé »."""
    cue = that(clause, quote)
    return cue if cue and cue.rule == "that" else None


def as_said(clause: Clause, quote: Marked) -> Cue | None:
    """Comme le rappelle la Croix-Rouge, « … » : the verb and its subject stand before the quote."""
    ws = clause.words
    for i in range(quote.first - 2, -1, -1):
        if ws[i].lower == "comme" and ws[i + 1].lower in words("neuter"):
            return incise_at(clause, i + 1, "comme", "incise")
    return None


def incise(clause: Clause, quote: Marked) -> Cue | None:
    """L'usine produira « 500 tonnes » par an, explique le directeur ; une eau « boueuse » comme l'a décrite X."""
    ws = clause.words
    after = quote.last + 1
    if word_at(ws, after).lower == "comme" and word_at(ws, after + 1).lower in words("neuter"):
        return incise_at(clause, after + 1, "incise", "incise")
    for i in range(quote.last + 1, len(ws)):
        if ws[i].text in (",", "»") and not is_quoted(clause, i + 1):
            found = incise_at(clause, i + 1, "incise", "incise")
            if found:
                return found
    for i in range(quote.last + 1, len(ws)):
        if ws[i].lower in words("inverted") and ws[i].lower.startswith("-") and not is_quoted(clause, i):
            return Cue("incise", "incise", "", pronoun_speaker(ws[i]))
    return None


def incise_before(clause: Clause, quote: Marked) -> Cue | None:
    """« Oui », répond Léa Morin, « mais pas avant juin » : the incise stands before the half."""
    ws = clause.words
    for i in range(quote.first - 1, 0, -1):
        if ws[i].text == "," and not is_quoted(clause, i + 1):
            found = incise_at(clause, i + 1, "incise", "incise")
            if found:
                return found
    return None


def half(clause: Clause, quote: Marked) -> Cue | None:
    """Give the second half of an utterance the speaker of the first, between whom nothing but the incise stands."""
    before = [q for q in clause.quotes if q.last < quote.first]
    cue = before[-1].cue if before else None
    if cue is None or cue.rule != "inversion" or clause.words[quote.first - 1].text not in ",:.":
        return None
    between = [g for g in clause.verbs if _cue_end(clause, before[-1]) < g.first and g.last < quote.first]
    return None if between else replace(cue, rule="half", cut=-1)


def _cue_end(clause: Clause, quote: Marked) -> int:
    speaker = quote.cue.speaker if quote.cue else None
    end = speaker.phrase_end if speaker else quote.mark.close
    return word_from(clause.words, end)


def conjoined(clause: Clause, quote: Marked) -> Cue | None:
    """… « bâclé » et « hors de prix » : a further fragment has the speaker of the one before."""
    before = [q for q in clause.quotes if q.last < quote.first and q.cue is not None]
    if not before:
        return None
    known = before[-1].cue
    assert known is not None
    if any(w.text == ";" for w in clause.words[before[-1].last : quote.first]):
        return None
    return replace(known, rule="conjoined", cut=-1)


def colon_plain(clause: Clause, quote: Marked) -> Cue | None:
    """Elle balaie la critique d'un geste : « Balivernes. » A colon without a verb of speech."""
    ws, first = clause.words, quote.first
    if word_at(ws, first - 1).text != ":":
        return None
    speaker = read_subject(clause, None, limit=first - 1)
    speaker = one_of_them(clause, speaker, first - 1) or speaker
    if speaker and not (can_say(clause, speaker) and _is_known(clause, speaker)):
        speaker = None
    return Cue("colon", "colon", "", speaker)


def _is_known(clause: Clause, speaker: Speaker) -> bool:
    """Tell an organisation from a word that opens the sentence: « But : « … » », « Impossible : « … » »."""
    ws = clause.words
    if speaker.kind != "organisation" or speaker.start != ws[0].start or word_at(ws, 1).text != ":":
        return True
    return "ORG" in clause.labels(0, 1) and ws[0].lower not in words("heading")


def floating(clause: Clause, quote: Marked) -> Cue | None:
    """A sentence that is nothing but a quote: it goes on with the speaker before."""
    outside = [w for i, w in enumerate(clause.words) if not is_quoted(clause, i) and any(c.isalnum() for c in w.text)]
    if outside or len(clause.quotes) > 2:
        return None
    return Cue("floating", "none")


def announced(before: Clause, quote: Marked) -> Cue | None:
    """Le maire explique :↵« … » : the cue of a quote that stands below the colon of a sentence."""
    ws = before.words
    if not ws or ws[-1].text != ":":
        return None
    below = Marked(quote.mark, len(ws), len(ws))
    return next((cue for rule in (source_colon, colon, colon_plain) if (cue := rule(before, below))), None)


RULES: tuple[Callable[[Clause, Marked], Cue | None], ...] = (
    inside, bracketed, inversion, agent_colon, shared_colon, source_colon, colon, that_direct, as_said, according,
    that_inside, led_predicate, incise, half, described, gapped, governed, incise_before, colon_plain, next_predicate,
    conjoined, floating, predicate, long_passage,
)  # fmt: skip


def attribute(clause: Clause) -> None:
    """Give each quote of a clause the first cue that answers."""
    for quote in clause.quotes:
        quote.cue = next((cue for rule in RULES if (cue := rule(clause, quote))), None)
