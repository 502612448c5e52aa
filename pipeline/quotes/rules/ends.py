"""Where what a verb reports ends, and the sentence goes back to whoever tells it."""

import re
from collections.abc import Callable, Sequence

from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import speech_forms, words
from pipeline.quotes.grammar.main_clause import heads_sentence, main_clause_comma
from pipeline.quotes.grammar.phrases import opens_phrase
from pipeline.quotes.grammar.tenses import returns_to_tense
from pipeline.quotes.grammar.verb_groups import TELLS, Group, is_plural_verb, shares_auxiliary
from pipeline.quotes.grammar.words import find_word, is_det, phrase_at, run_end, run_start, word_at
from pipeline.quotes.rules.bare_ends import after_links, goes_on_bare, goes_on_done, has_subject, is_told
from pipeline.quotes.rules.report import is_finite
from pipeline.quotes.rules.returns import closes_relative, others_add, others_reply, others_tell, says_for_the_mute
from pipeline.quotes.text.sentences import Word

# « dans un rapport », « lors d'un entretien » : the noun stands no further from the comma, in words.
MEDIUM = 5
# Between the commas of « , avant de la quitter, que ».
ASIDE = 10


def clause_end(clause: Clause, group: Group, link: int) -> int:
    """Return the word after the clause that a verb reports from ``link`` on.

    A stop ends it; so does a comma or « et » after which the sentence goes back to the verb, by one of ``RETURNS``.
    """
    ws = clause.words
    end = _before_further_verb(clause, group, link)
    bare = ws[link].lower not in ("que", "qu'")
    for i in range(link + 2, end):
        word = ws[i]
        if word.text in (";", ":") or (word.text == "." and i + 1 == len(ws)):
            return i
        if word.lower in (",", "et", "mais", "puis", "tout") and _returns(clause, i, group, link, bare=bare):
            return i
        if word.lower in words("contrasts") and others_tell(clause, i):
            return i - (ws[i - 1].text == ",")
    return end


def _returns(clause: Clause, at: int, group: Group, link: int, *, bare: bool) -> bool:
    """Tell whether the sentence goes back at a comma, « et », « mais »; ``bare``: what is reported is an infinitive."""
    ws = clause.words
    if bare and (goes_on_bare(ws, at) or goes_on_done(ws, at, link)):
        return False
    if not bare and ws[at].text == "," and not _holds_verb(ws, link + 1, at):
        return False
    if says_for_the_mute(clause, at, group, link):
        return True
    if ws[at].lower != "puis" and any(rule(ws, at, group) for rule in RETURNS):
        return True
    if bare and (is_told(clause, at, link) or has_subject(clause, at)):
        return True
    return closes_relative(clause, at, group, link) or others_add(clause, at) or others_reply(clause, at)


def _holds_verb(ws: Sequence[Word], first: int, after: int) -> bool:
    """Tell whether a finite verb stands there: « devenu » is none in « que Luc Roux, devenu maire, partira »."""
    verbs = (i for i in range(first, after) if ws[i].pos in ("VERB", "AUX") and is_finite(ws[i]))
    said = any(ws[run_start(ws, i, "adverb") - 1].text != "," or not _DONE.search(ws[i].lower) for i in verbs)
    return said or not any(w.pos for w in ws[first:after])


def _before_further_verb(clause: Clause, group: Group, link: int) -> int:
    """Return where « , et l'État assure que… » begins: a further verb of speech, with its own subject."""
    ws = clause.words
    if (main := _main_clause(clause, group, link)) > 0:
        return main
    for further in clause.verbs:
        if further.first <= link or further.mood != "finite" or further.pronoun >= 0:
            continue
        for i in range(further.first - 1, link + 1, -1):
            if opens_phrase(ws, i + 1) and _parts(ws, i, group, further):
                return i - (ws[i - 1].text == ",")
    return len(ws)


def _main_clause(clause: Clause, group: Group, link: int) -> int:
    """Return the comma after « même si Rome dit que c'est fini » or « estimant que c'est fini » : the main clause."""
    ws = clause.words
    if heads_sentence(ws, group) and (comma := main_clause_comma(clause, link + 1)):
        return comma
    if ws[group.main].dep in ("", "ROOT"):
        return 0
    if ws[link].lower not in ("que", "qu'") and ws[group.first - 1].lower == "qui":
        return _root_verb(ws, link)
    root = next((i for i in range(link + 1, len(ws)) if ws[i].dep == "ROOT" and ws[i].mark is None), 0)
    commas = (i for i in range(link + 2, root) if ws[i].text == ",")
    return next((i for i in commas if opens_phrase(ws, i + 1)), 0)


def _root_verb(ws: Sequence[Word], link: int) -> int:
    """Return where « ont attaqué » begins in « les rebelles qui menacent de prendre la ville ont attaqué »; or 0."""
    root = next((i for i in range(link + 1, len(ws)) if ws[i].dep == "ROOT" and ws[i].mark is None), 0)
    first = run_start(ws, root, "auxiliary", "be", "clitic", "ne", "adverb") if root else 0
    return first if root and ws[root].pos in ("VERB", "AUX") and is_finite(ws[first]) else 0


def _parts(ws: Sequence[Word], at: int, group: Group, further: Group) -> bool:
    """Tell whether « et » or « mais » parts two verbs of speech."""
    main, first = ws[further.main], ws[group.main]
    beside = main.dep in ("conj", "parataxis", "ROOT") and main.head in (group.main, first.head, further.main)
    return ws[at].lower in ("et", "mais") and (beside or (ws[at - 1].text == "," and "report" in further.uses))


def _tells_on(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« …, soulignant que », « …, tout en affirmant vouloir », « …, se disant prêt » : a gerund of speech goes on."""
    i = at + 1
    while word_at(ws, i).lower in ("tout", "en", "mais", "et") or word_at(ws, i).lower in words("clitic"):
        i += 1
    word = word_at(ws, i)
    if not word.lower.endswith("ant") or (ws[at].lower == "tout" and ws[at + 1].lower != "en"):
        return False
    verb = speech_forms().get(word.lower)
    if verb is None or verb.mood != "gerund":
        return word.dep == "advcl" and word.head == group.main
    return ws[at].lower == "tout" or not verb.uses.isdisjoint(TELLS)


def _names_source(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« …, selon lui », « …, comme l'écrit un journal », « …, avant de partir », « …, ce qui surprend »."""
    if ws[at].text != ",":
        return False
    first, second = word_at(ws, at + 1).lower, word_at(ws, at + 2).lower
    if phrase_at(ws, at + 1, "source") and first != "pour":
        return ws[at - 1].lower not in words("relative")  # « un hôpital qui, selon l'armée, abritait… »
    if first == "comme" and second in words("said_object"):
        third = word_at(ws, at + 3).lower  # « comme le contexte rural » is said
        return third in speech_forms() or third in words("auxiliary")
    if first == "ce" and second in words("relative", "subordinator"):
        return True
    if _goes_on_that(ws, at):
        return False
    infinitive = _is_infinitive(word_at(ws, run_end(ws, at + 2, "clitic")))  # « sans en dire plus »
    without = first == "sans" and (infinitive or second in words("without_more"))
    return without or (first == "avant" and second in ("de", "d'"))


def _goes_on_that(ws: Sequence[Word], at: int) -> bool:
    """« il avait promis, avant de la quitter, qu'il reviendrait » : what stands between the commas is aside."""
    close = find_word(ws, (",",), at + 1, at + ASIDE)
    return close > 0 and word_at(ws, close + 1).lower in words("complementizer")


def _is_infinitive(word: Word) -> bool:
    return word.pos in ("VERB", "AUX") and word.lower.endswith(("r", "re"))


def _names_medium(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« …, dans un rapport publié mardi », « …, lors d'un entretien » : where it was said, not what."""
    lead, noun = word_at(ws, at + 1).lower, run_end(ws, at + 2, "definite")
    if ws[at].text != ",":
        return False
    if lead in ("en", "à", "au") and word_at(ws, noun).lower in words("occasion"):
        return True  # « …, en marge du sommet », « …, à l'issue du match »
    names = words("medium", "document")
    led = lead in words("leads_medium")
    return led and (lead == "lors" or any(w.lower in names for w in ws[at + 2 : at + MEDIUM]))


def _has_outcome(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« …, provoquant la colère des ouvriers », « …, laquelle rêve de partir » : what came of it, what is known."""
    return ws[at].text == "," and word_at(ws, at + 1).lower in words("outcome", "according_relative")


def _sums_up(ws: Sequence[Word], at: int, group: Group) -> bool:
    return sums_up(ws, at)


def sums_up(ws: Sequence[Word], at: int) -> bool:
    """Tell « , une pratique courante », « , un chiffre en hausse » : the writer sums up what was said."""
    if ws[at].text != "," or word_at(ws, at + 1).lower not in words("indefinite_article"):
        return False
    noun = at + 2 + (word_at(ws, at + 2).pos == "ADJ")
    return not words("sums_up").isdisjoint(w.lower for w in ws[at + 2 : noun + 1])


def _says_again(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« …, mais a refusé de répondre » : a verb without a subject has the one before."""
    if ws[at].text != "," or word_at(ws, at + 1).lower not in ("mais", "et", "puis"):
        return False
    links = ws[at + 1 : after_links(ws, at)]
    if links[-1].lower == "non":  # « assure que les barrages sont ouverts, et non levés »
        return False
    word = word_at(ws, run_end(ws, after_links(ws, at), "reflexive"))
    verb = word.lower in words("auxiliary") or (word.pos in ("VERB", "AUX") and word.text[0].islower())
    return verb and not word.lower.endswith("ant")


def _has_auxiliary_again(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« a souligné que le succès était réel et a insisté sur » : the same auxiliary, if what is said has it nowhere."""
    i = run_end(ws, after_links(ws, at), "clitic", "ne")
    auxiliary = word_at(ws, i).lower
    again = ws[at].lower == "et" and auxiliary == ws[group.first].lower and auxiliary in words("have")
    verb = speech_forms().get(word_at(ws, i + 1).lower)
    participle = word_at(ws, i + 1).pos == "VERB" and word_at(ws, i + 1).lower.endswith(("é", "ée", "és", "ées"))
    shifted = participle and any(w.lower.endswith(("ait", "aient")) for w in ws[group.last + 1 : at])
    said = again and ((verb is not None and verb.mood == "participle") or shifted)
    return said and all(w.lower != auxiliary for w in ws[group.last + 1 : at])


def _says_on(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« regrette que les élus aient peur et annonce porter plainte » : the number of the verb is the first one's."""
    i = after_links(ws, at)
    verb = speech_forms().get(word_at(ws, i).lower)
    if ws[at].lower not in ("et", "puis") or verb is None or verb.mood != "finite" or verb.uses.isdisjoint(TELLS):
        return False
    said = next((w for w in ws[group.last + 1 : at] if w.pos in ("VERB", "AUX") and is_finite(w)), None)
    beside = ws[i].pos == "VERB" and is_plural_verb(ws[i]) == is_plural_verb(ws[group.first])
    return said is not None and beside and is_plural_verb(said) != is_plural_verb(ws[i])


def _says_in_tense(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« précise que le pont a rouvert et regrette que les travaux aient duré » : the tense is the first verb's."""
    i = after_links(ws, at)
    verb = speech_forms().get(word_at(ws, i).lower)
    if ws[at].lower not in ("et", "puis") or verb is None or verb.mood != "finite" or verb.uses.isdisjoint(TELLS):
        return False
    governs = word_at(ws, run_end(ws, i + 1, "adverb")).lower in words("complementizer")
    return governs and ws[i].pos == "VERB" and returns_to_tense(ws, group, i)


def _acts_in_tense(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« a dit que le train était en retard, puis elle a quitté la gare » : a pronoun, in the tense of the teller."""
    i = after_links(ws, at)
    pronoun = word_at(ws, i).lower in words("subject_pronoun") - words("relative_pronoun")
    if ws[i - 1].lower not in ("et", "puis") or not pronoun:
        return False
    verb = run_end(ws, i + 1, "clitic", "ne")
    return word_at(ws, verb).lower in words("have", "be") and returns_to_tense(ws, group, verb)


def _is_beside(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« … et convenu de lever la séance » : a verb that the parse puts beside the one that reports."""
    i = after_links(ws, at)
    for j in range(i, min(i + 4, len(ws))):
        if _is_infinitive(ws[j]) and not _is_infinitive(ws[group.main]):
            return False
        owned = any(w.head == j and w.dep == "nsubj" for w in ws[group.last + 1 : at])  # « quand Paul, 9 ans, a crié »
        if (
            ws[j].pos == "VERB"
            and ws[j].dep in ("conj", "advcl", "parataxis")
            and ws[j].head == group.main
            and not owned
        ):
            light = words("auxiliary", "adverb", "clitic")
            return all(ws[k].lower in light for k in range(i, j)) or ws[i].lower == "en"
    return False


def _shares_auxiliary(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« a jugé la séance inutile et convenu de la lever » : the participle goes on with the verb that reports."""
    if ws[at].lower != "et" or group.main == group.first:
        return False
    return shares_auxiliary(ws, at + 1) or _acts_on(ws, at, group)


def _acts_on(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« a jugé que l'arrêté était illégal et rejeté la demande » : an object; « a » stands nowhere in what is said."""
    i = run_end(ws, at + 1, "adverb")
    word = word_at(ws, i)
    active = word.pos == "VERB" and word.lower.endswith(("é", "i", "u", "is", "ert"))
    taken = is_det(word_at(ws, i + 1)) and word_at(ws, i + 1).lower not in words("contraction")
    helped = any(w.lower in words("have") for w in ws[group.last + 1 : at])
    return active and taken and not helped and ws[group.first].lower in words("have")


def _narrates_on(ws: Sequence[Word], at: int, group: Group) -> bool:
    """« ajouta qu'il voulait partir et posa l'arme » : the past historic of the teller, in nothing that is said."""
    if ws[at].lower != "et" or not _PAST.search(ws[group.main].lower):
        return False
    word = word_at(ws, run_end(ws, at + 1, "clitic", "ne", "adverb"))
    told = word.pos == "VERB" and _PAST.search(word.lower)
    return bool(told) and not any(w.pos == "VERB" and _PAST.search(w.lower) for w in ws[group.last + 1 : at])


# « devenu », « parties », « soumis », « ouvert ».
_DONE = re.compile(r"(?:[iu]e?s?|ert|int)$")
# « ajouta », « déclara », « ajoutèrent » ; « ira » and « dira » are to come.
_PAST = re.compile(r"(?:èrent|(?<!r)a|[aéouè]ra)$")
RETURNS: tuple[Callable[[Sequence[Word], int, Group], bool], ...] = (
    _tells_on, _names_source, _names_medium, _has_outcome, _sums_up, _says_again, _has_auxiliary_again,
    _shares_auxiliary, _says_on, _says_in_tense, _acts_in_tense, _is_beside, _narrates_on,
)  # fmt: skip
