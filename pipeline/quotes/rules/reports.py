"""What a verb reports without marks: « affirme que… », « dit vouloir… », « demande à X de… », « Et de noter que… »."""

from collections.abc import Callable, Iterator, Sequence

from pipeline.quotes.grammar.clause import Clause, Cue
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import speech_forms, verbs_that, words
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group, is_negated
from pipeline.quotes.grammar.words import (
    adverbial_end,
    find_back,
    find_word,
    is_det,
    is_time,
    run_end,
    run_start,
    word_at,
    word_from,
)
from pipeline.quotes.rules.chains import chained
from pipeline.quotes.rules.demands import ADDRESSEE, asked, demand, demanded
from pipeline.quotes.rules.government import GAP, after_aside, closes, infinitive_at, may, report_after, that_link
from pipeline.quotes.rules.report import AFTER_COLON, Report, can_report, holds_verb, is_finite
from pipeline.quotes.text.sentences import Word

# Between the verb and its infinitive: « a annoncé mardi dans un communiqué vouloir ».
NEAR = 9
# The uses of a verb that may announce what stands after its colon.
_BEFORE_COLON = ("report", "report-se", "incise", "incise-se", "announce")


def verb_reports(clause: Clause) -> Iterator[Report]:
    """Yield what the verbs of a clause report, by the first rule that answers for each."""
    for group in clause.verbs:
        report = next((report for rule in RULES if (report := rule(clause, group))), None)
        if report:
            yield report
    yield from told_participles(clause)


def told_participles(clause: Clause) -> Iterator[Report]:
    """Yield what « alertée par ses voisins qu'on parlait d'elle », « Prévenu par la police que… » were told."""
    ws = clause.words
    for i in range(len(ws) - 3) if "par" in clause.forms else ():
        verb = speech_forms().get(ws[i].lower) if ws[i + 1].lower == "par" else None
        if verb is None or verb.mood != "participle" or verb.lemma not in words("telling_verb", "accusing_verb"):
            continue
        if not any(g.first <= i <= g.last for g in clause.verbs):
            told = told_by(clause, Group(i, i, i, verb.lemma, "passive", frozenset(["passive"])))
            yield from [told] if told else []


def that_clause(clause: Clause, group: Group) -> Report | None:
    """Il affirme que le pont rouvrira ; selon la DGAC, qui précise que le vol était plein."""
    link = that_link(clause, group) if may(clause, group, "report") and group.mood != "infinitive" else -1
    if link < 0 or group.lemma in words("learning_verb") or _is_to_himself(clause.words, group):
        return None
    if _restricts(clause, group, link):
        return None
    return report_after(clause, group, link, "indirect-that", read_subject(clause, group))


def _restricts(clause: Clause, group: Group, link: int) -> bool:
    """Tell « ne confirme que deux décès » from « ne confirme pas que le pont est sûr »."""
    hangs = clause.words[group.main].lower.endswith(("er", "ir", "re"))  # « ne cesse de répéter que »
    return not hangs and is_negated(clause.words, group) and not holds_verb(clause, link + 1, len(clause.words))


def _is_to_himself(ws: Sequence[Word], group: Group) -> bool:
    """Tell « il se dit que tout va bien », « s'est révélée être » : nobody says it; « se plaint que » is said."""
    before = [w.lower for w in ws[group.first : group.main]]
    himself = not words("reflexive").isdisjoint(before) and words("preposition", "of").isdisjoint(before)
    return himself and "report-se" not in group.uses and group.last == group.main  # « s'accorde à dire » is another


def learnt(clause: Clause, group: Group) -> Report | None:
    """L'association a appris de la préfecture qu'elle devait partir ; on y apprend que : who has told it is said."""
    link = that_link(clause, group) if group.lemma in words("learning_verb") else -1
    if link > 0 and _is_read_there(clause.words, group):
        return report_after(clause, group, link, "indirect-that", None, carried=True)
    for i in range(group.last + 1, link):
        if clause.words[i].lower in words("from") and opens_phrase(clause.words, i + 1):
            return report_after(clause, group, link, "indirect-that", read_speaker(clause, i + 1, link))
    return None


def _is_read_there(ws: Sequence[Word], group: Group) -> bool:
    """Tell « on y apprend que », of what was named before."""
    there = any(w.lower == "y" for w in ws[group.first : group.main])
    return there and word_at(ws, group.first - 1).lower == "on"


def noun_clause(clause: Clause, group: Group) -> Report | None:
    """Elle dénonce le fait que les loyers montent ; il défend l'idée que… ; il dément l'information selon laquelle…"""
    ws = clause.words
    if group.mood == "infinitive" or group.uses.isdisjoint(("incise", "report", "fragment")):
        return None
    i = adverbial_end(ws, group.last + 1) or run_end(ws, group.last + 1, "adverb")
    i += word_at(ws, i).lower in words("preposition", "bare_of")
    if not is_det(word_at(ws, i)) or word_at(ws, i + 1).lower not in words("said_noun"):
        return None
    if group.lemma.endswith("défendre") and word_at(ws, i).lower in words("contraction_of"):
        return None  # « se défend des accusations selon lesquelles »: others say so
    link = word_at(ws, i + 2).lower
    according = link == "selon" and word_at(ws, i + 3).lower in words("according_relative")
    if not according and link not in words("complementizer"):
        return None
    return report_after(clause, group, i + 2 + according, "indirect-that", read_subject(clause, group))


def intended(clause: Clause, group: Group) -> Report | None:
    """Le maire a confirmé son intention de partir, dit sa volonté d'agir : it is said as « a dit vouloir agir » is."""
    ws = clause.words
    if group.mood == "infinitive" or group.uses.isdisjoint(("report", "voice")):
        return None
    i = adverbial_end(ws, group.last + 1) or run_end(ws, group.last + 1, "adverb")
    i += word_at(ws, i).lower in words("bare_of")  # « fait part de son intention de »
    noun = (
        i + 1 + (word_at(ws, i + 1).lower not in words("intent")) if word_at(ws, i).lower in words("possessive") else 0
    )
    link = noun + 1 + (word_at(ws, noun + 1).pos == "ADJ")
    own = word_at(ws, i).lower in words("possessive") and word_at(ws, noun).lower in words("intent")
    if not own or word_at(ws, link).lower not in words("bare_of") or infinitive_at(ws, link + 1) < 0:
        return None
    return report_after(clause, group, link, "indirect-infinitive", read_subject(clause, group))


def colon_clause(clause: Clause, group: Group) -> Report | None:
    """La maire a ajouté : le pont sera fermé en mai. What stands after the colon is said, to the end."""
    ws = clause.words
    if group.mood not in ("finite", "gerund") or group.uses.isdisjoint(_BEFORE_COLON) or _is_opposed(ws, group):
        return None
    colon = find_word(ws, (":",), group.last + 1, group.last + 1 + GAP)
    if colon < 0 or any(q.last > group.last for q in clause.quotes) or not holds_verb(clause, colon + 1, len(ws)):
        return None
    first = group.last + 1
    named = is_det(word_at(ws, colon - 2)) and ws[colon - 1].lower in words("utterance", "said_noun") - words(
        "document"
    )
    end = colon - 2 if named else colon  # « La chercheuse note cependant un bémol : »
    if skip_complements(clause, first, end) < end or len(ws) - colon <= AFTER_COLON:
        return None
    speaker = read_subject(clause, group)
    if speaker is None or not can_report(ws, speaker) or not can_say(clause, speaker):
        return None
    return Report(colon + 1, len(ws), Cue("indirect-colon", "colon", group.lemma, speaker, at=group.main))


def _is_opposed(ws: Sequence[Word], group: Group) -> bool:
    """Tell « deux camps s'opposaient : l'un de gauche » : with « se » the verb stands in no incise."""
    himself = any(w.lower in words("reflexive") for w in ws[group.first : group.main])
    return himself and not {"incise-se", "report-se"} & group.uses and "fragment-se" in group.uses


def told_by(clause: Clause, group: Group) -> Report | None:
    """Le gendarme a été prévenu par un voisin qu'une fenêtre était ouverte : who has told him says so.

    So does who accuses: « Kiev est accusé par Moscou de ne pas vouloir la paix », and « il a été dit par X que ».
    """
    ws = clause.words
    accused = group.lemma in words("accusing_verb")
    nobody = word_at(ws, group.first - 1).lower == "il" and group.lemma in verbs_that("report")
    if group.mood != "passive" or not (accused or nobody or group.lemma in words("telling_verb")):
        return None
    if word_at(ws, group.last + 1).lower != "par" or not opens_phrase(ws, group.last + 2):
        return None
    asked = range(group.last + 3, min(group.last + ADDRESSEE, len(ws) - 1)) if accused else ()
    asked_at = (i for i in asked if ws[i].lower in words("bare_of") and infinitive_at(ws, i + 1) > 0)
    speaker = read_speaker(clause, group.last + 2, next(asked_at, len(ws)))
    link = word_from(ws, speaker.phrase_end) if speaker else -1
    if accused:
        said = word_at(ws, link).lower in words("bare_of") and infinitive_at(ws, link + 1) > 0
    else:
        said = word_at(ws, link).lower in words("complementizer")
    return (
        report_after(clause, group, link, "indirect-demand" if accused else "indirect-that", speaker) if said else None
    )


def narrated(clause: Clause, group: Group) -> Report | None:
    """Et de noter que les prix montent ; avant d'ajouter qu'il part ; et Marie Roux de demander au maire d'agir."""
    ws, at = clause.words, group.first - 1
    if group.mood != "infinitive" or word_at(ws, at).lower not in ("de", "d'"):
        return None
    link, rule = _narrated_link(clause, group)
    if link < 0:
        return None
    if word_at(ws, at - 1).lower == "avant":
        speaker = read_subject(clause, group) if at > 1 else None
        return report_after(clause, group, link, rule, speaker, carried=speaker is None)
    start = find_back(ws, ("et", ","), at, at - ADDRESSEE) + 1
    if start == at > 0 and ws[at - 1].lower == "et":
        return report_after(clause, group, link, rule, None, carried=True)
    speaker = read_speaker(clause, start, at) if start > 0 and opens_phrase(ws, start) else None
    whole = speaker is not None and speaker.phrase_end == ws[at - 1].end and can_say(clause, speaker)
    return report_after(clause, group, link, rule, speaker) if whole else None


def _narrated_link(clause: Clause, group: Group) -> tuple[int, str]:
    """Return the word before what an infinitive of speech reports or asks for, -1 if it does neither; and the rule."""
    if "report" in group.uses and (link := that_link(clause, group)) > 0:
        return link, "indirect-that"
    if "inf" in group.uses and infinitive_at(clause.words, group.last + 1) > 0:
        return group.last, "indirect-infinitive"
    return demanded(clause, group), "indirect-demand"


def infinitive(clause: Clause, group: Group) -> Report | None:
    """Elle raconte avoir tout vu ; le groupe a annoncé mardi ne pas vouloir partir."""
    ws = clause.words
    if group.mood == "infinitive" or not may(clause, group, "inf") or _is_to_himself(clause.words, group):
        return None
    first = after_aside(clause, group.last + 1)
    for i in range(first, min(first + NEAR, len(ws))):
        if closes(clause, i) or ws[i].lower in words("subordinator", "pronoun") - words("clitic"):
            return None
        if ws[i - 1].text == "," and ws[i].pos in ("VERB", "AUX") and is_finite(ws[i]):
            return None  # « Les pluies, explique la météo, devraient cesser »
        if ws[i - 1].text == "," and _is_set_in(ws, group):
            return None  # « Il faut, a-t-il affirmé, aider les éleveurs », « Il faut, note la maire, aider »
        if (verb := infinitive_at(ws, i)) < 0 or ws[i].lower in words("adverb", "time"):
            continue
        if ws[i - 1].lower in ("ni", "ou", "mais", "et"):
            return None  # « n'a voulu ni démentir ni confirmer », « annonce trois mois mais tabler sur cinq serait »
        led = _before_adverbs(ws, i - 1, group.last).lower in words("preposition", "ties")
        beside = i == first
        if (led and not beside) or not ((beside and verb == i) or _is_bare(ws, i, verb)):
            return None
        return report_after(clause, group, i - 1, "indirect-infinitive", read_subject(clause, group))
    return None


def _is_set_in(ws: Sequence[Word], group: Group) -> bool:
    """Tell an incise: « , a-t-il affirmé, », « , note la maire, »."""
    if group.pronoun >= 0:
        return True
    return (
        word_at(ws, group.first - 1).text == ","
        and opens_phrase(ws, group.last + 1)
        and not is_time(ws, group.last + 1)
    )


def _before_adverbs(ws: Sequence[Word], at: int, first: int) -> Word:
    """Return the word before « bien » in « de bien fermer »."""
    return ws[max(first, run_start(ws, at + 1, "adverb") - 1)]


def hung(clause: Clause, group: Group) -> Report | None:
    """Il ne cesse de répéter que le pont est sûr ; elle a pris la parole pour demander aux élus de voter."""
    said = chained(clause, group)
    rules = (that_clause, infinitive, demand, colon_clause) if said else ()
    return next((report for rule in rules if said and (report := rule(clause, said))), None)


RULES: tuple[Callable[[Clause, Group], Report | None], ...] = (
    that_clause, noun_clause, intended, colon_clause, told_by, learnt, narrated, hung, infinitive, demand, asked,
)  # fmt: skip


def _is_bare(ws: Sequence[Word], at: int, verb: int) -> bool:
    """Tell an infinitive from a noun of its shape, « la préfecture » : it is parsed, or negated."""
    return ws[verb].pos in ("VERB", "AUX") or ws[at].lower in ("ne", "n'")
