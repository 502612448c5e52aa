"""What is asked of somebody: « demande à X de partir », « accuse X d'avoir menti », « demande s'il viendra »."""

from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.main_clause import opens_subject
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group, is_plural_verb
from pipeline.quotes.grammar.words import find_word, run_end, word_at
from pipeline.quotes.rules.government import closes, infinitive_at, may, opens_object, report_after
from pipeline.quotes.rules.report import Report, can_report
from pipeline.quotes.text.sentences import Word

# Between the verb and « de »: « a demandé au patron du réseau social, Paul Arno, de ».
ADDRESSEE = 16
_LINKS = {"inf-de": ("de", "d'"), "inf-a": ("à",)}


def demand(clause: Clause, group: Group) -> Report | None:
    """Le maire demande à l'État de payer ; Paris appelle Rome à mieux lutter ; il l'accuse d'avoir menti."""
    link = -1 if group.mood == "infinitive" else demanded(clause, group)
    if link < 0:
        return None
    speaker = _asker(clause, group)
    return report_after(clause, group, link, "indirect-demand", speaker) if speaker else None


def _asker(clause: Clause, group: Group) -> Speaker | None:
    """Return who asks; of « Le syndicat dit que la grève continue et appelle à manifester », the syndicate."""
    ws, speaker = clause.words, read_subject(clause, group)
    if speaker is None or can_say(clause, speaker) or word_at(ws, group.first - 1).lower not in ("et", "puis"):
        return speaker if speaker and can_say(clause, speaker) else None
    ahead = [g for g in clause.verbs if g.last < group.first and g.mood == "finite" and "report" in g.uses]
    number = [g for g in ahead if is_plural_verb(ws[g.first]) == is_plural_verb(ws[group.first])]
    earlier = read_subject(clause, number[-1]) if number else None
    return earlier if earlier and can_say(clause, earlier) else None


def demanded(clause: Clause, group: Group) -> int:
    """Return « de », « à », « que » before what a verb asks for, or -1: « demande au ministre de partir »."""
    links = next((link for use, link in _LINKS.items() if may(clause, group, use)), ())
    ws = clause.words
    if not links:
        return -1
    nested = False
    for i in range(group.last + 1, min(group.last + 1 + ADDRESSEE, len(ws) - 1)):
        if closes(clause, i) or ws[i].lower in words("opens_clause", "subordinating") - {"et"}:
            return -1  # « n'invite personne, car cela oblige à se lever tôt »
        if group.lemma == "dire" and _only_says(ws, i, group):
            return -1
        if (after := _after_apposition(ws, i, links)) > 0:
            return after
        wanted = _is_wanted(ws, i)
        if i > group.last + 1 and ws[i].lower in links and _governs_link(ws[i - 1]):
            nested = True  # « accuse l'agence chargée d'aider les victimes, de les avoir trahies »
            continue
        if nested and (ws[i].lower in ("et", "ou") or (ws[i].lower in links and ws[i - 1].text != ",")):
            continue
        of_noun = i > group.last + 1 and ws[i].lower in words("contraction_of")  # « dans la mesure du possible »
        if group.lemma in words("asks_of") and not of_noun and opens_object(ws, i, group):
            return -1
        if wanted or (ws[i].lower in links and infinitive_at(ws, i + 1) > 0):
            return i + 2 * wanted
    return -1


def _only_says(ws: Sequence[Word], at: int, group: Group) -> bool:
    """Tell « se dit ravi de venir », « dit sa joie de venir » from « lui a dit, dit aux élus de partir »."""
    if ws[group.main - 1].lower in words("reflexive"):
        return True
    to_whom = ws[group.last + 1].lower in words("contraction_to") | {"à"}
    return at > group.last + 1 and (not to_whom or opens_object(ws, at, group))


def _after_apposition(ws: Sequence[Word], at: int, links: Sequence[str]) -> int:
    """Return « de » after an apposition: « exige de Paul Arno, le patron du réseau, de »; or -1."""
    if ws[at].text != ",":
        return -1
    close = find_word(ws, (",",), at + 2, at + ADDRESSEE)
    linked = close > 0 and ws[close - 1].lower not in links and word_at(ws, close + 1).lower in links
    aside = not any(w.pos in ("VERB", "AUX") for w in ws[at + 1 : max(at, close)])
    return close + 1 if linked and aside and infinitive_at(ws, close + 2) > 0 else -1


def asked(clause: Clause, group: Group) -> Report | None:
    """Elle a demandé à la maire s'il fallait fermer l'école, qui paierait ; ils s'interrogent sur ce qu'elle dira."""
    ws = clause.words
    himself = any(w.lower in ("se", "s'") for w in ws[group.first : group.main])
    if group.lemma != ("interroger" if himself else "demander") or group.mood == "infinitive":
        return None
    first = run_end(ws, group.last + 1, "adverb", "time")  # « a demandé jeudi aux élus quels étaient leurs besoins »
    asks = himself or _asks(ws, first) or word_at(ws, first).lower in words("contraction_to") | {"à"}
    for i in range(first, min(first + ADDRESSEE, len(ws) - 2)):
        if not asks or closes(clause, i) or ws[i].lower in ("que", "qu'"):
            return None
        if _asks(ws, i) and (not himself or ws[i - 1].lower == "sur"):
            speaker = read_subject(clause, group)
            known = speaker is not None and can_report(ws, speaker)  # « quand on lui demande si » : the writer asks
            return report_after(clause, group, i - 1, "indirect-that", speaker) if known else None
    return None


def _asks(ws: Sequence[Word], at: int) -> bool:
    """Tell « si la salle », « comment partir », « ce qu'il veut », not « quand même »."""
    word, after = word_at(ws, at).lower, word_at(ws, at + 1).lower
    if word in ("si", "s'"):
        return at + 1 < len(ws) and opens_subject(ws, at + 1)
    if word == "ce":
        return after in words("complementizer", "relative_pronoun")
    return word in words("interrogative") and after != "même"


def _governs_link(word: Word) -> bool:
    """Tell « une réunion permettant d'examiner », « afin d'examiner » : another word than the verb asks for « de »."""
    return (word.pos == "VERB" and word.lower.endswith("ant")) or word.lower in words("leads_infinitive")


def _is_wanted(ws: Sequence[Word], at: int) -> bool:
    """Tell « s'engage à ce que », « demande à ce que »."""
    led = [w.lower for w in ws[at : at + 3]]
    return led[:2] == ["à", "ce"] and led[2:] in (["que"], ["qu'"])
