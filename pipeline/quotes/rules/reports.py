"""What a verb reports without marks: « affirme que… », « dit vouloir… », « demande à X de… », « Et de noter que… »."""

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.quotes.grammar.clause import Clause, Cue, Speaker, is_quoted
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import read_subject
from pipeline.quotes.grammar.verb_groups import Group, is_negated
from pipeline.quotes.grammar.words import find_back, find_word, is_det, is_time, run_start, word_at, word_from
from pipeline.quotes.rules.chains import chained
from pipeline.quotes.rules.ends import clause_end
from pipeline.quotes.rules.report import AFTER_COLON, Report, can_report, holds_verb, is_finite
from pipeline.quotes.text.sentences import Word

# Between the verb and « que », in words: « a annoncé mardi, après la réunion de son conseil, que ».
GAP = 14
# Between the verb and its infinitive: « a annoncé mardi dans un communiqué vouloir ».
NEAR = 9
# Between the verb and « de »: « a demandé au patron du réseau social, Paul Arno, de ».
ADDRESSEE = 16
# The uses of a verb that may announce what stands after its colon.
_BEFORE_COLON = ("report", "report-se", "incise", "incise-se", "announce")
_INFINITIVE = re.compile(
    r"""[a-zà-ÿ-]*(?:
        .[ei]r                          # « payer », « partir », « devoir »
      | [^a]dre | pre | ncre            # « rendre », « rompre », « vaincre »; « encadre » is finite
      | ttre | [aêoî][iî]?tre           # « mettre », « être », « connaître »; « montre », « entre » are finite
      | [adflorucô]ire | [vu]ivre       # « faire », « dire », « écrire », « suivre »; « attire », « livre » are finite
      | cl(?:ure|ore)                   # « conclure »
    )""",
    re.VERBOSE,
)


def verb_reports(clause: Clause) -> Iterator[Report]:
    """Yield what the verbs of a clause report, by the first rule that answers for each."""
    for group in clause.verbs:
        report = next((report for rule in RULES if (report := rule(clause, group))), None)
        if report:
            yield report


def that_clause(clause: Clause, group: Group) -> Report | None:
    """Il affirme que le pont rouvrira ; selon la DGAC, qui précise que le vol était plein."""
    link = _that(clause, group) if _may(clause, group, "report") and group.mood != "infinitive" else -1
    if link < 0 or group.lemma in words("learning_verb"):
        return None
    return _report(clause, group, link, "indirect-that", read_subject(clause, group))


def learnt(clause: Clause, group: Group) -> Report | None:
    """L'association a appris de la préfecture qu'elle devait partir : who has told it is said."""
    link = _that(clause, group) if group.lemma in words("learning_verb") else -1
    for i in range(group.last + 1, link):
        if clause.words[i].lower in words("from") and opens_phrase(clause.words, i + 1):
            return _report(clause, group, link, "indirect-that", read_speaker(clause, i + 1, link))
    return None


def noun_clause(clause: Clause, group: Group) -> Report | None:
    """Elle dénonce le fait que les loyers montent ; il défend l'idée que… ; il dément l'information selon laquelle…"""
    ws, i = clause.words, group.last + 1
    if group.mood == "infinitive" or group.uses.isdisjoint(("incise", "report", "fragment")):
        return None
    i += word_at(ws, i).lower in words("preposition", "bare_of")
    if not is_det(word_at(ws, i)) or word_at(ws, i + 1).lower not in words("said_noun"):
        return None
    link = word_at(ws, i + 2).lower
    according = link == "selon" and word_at(ws, i + 3).lower in words("according_relative")
    if not according and link not in words("complementizer"):
        return None
    return _report(clause, group, i + 2 + according, "indirect-that", read_subject(clause, group))


def colon_clause(clause: Clause, group: Group) -> Report | None:
    """La maire a ajouté : le pont sera fermé en mai. What stands after the colon is said, to the end."""
    ws = clause.words
    if group.mood not in ("finite", "gerund") or group.uses.isdisjoint(_BEFORE_COLON):
        return None
    colon = find_word(ws, (":",), group.last + 1, group.last + 1 + GAP)
    if colon < 0 or any(q.last > group.last for q in clause.quotes) or not holds_verb(clause, colon + 1, len(ws)):
        return None
    if skip_complements(clause, group.last + 1, colon) < colon or len(ws) - colon <= AFTER_COLON:
        return None
    speaker = read_subject(clause, group)
    if speaker is None or not can_report(ws, speaker) or not can_say(clause, speaker):
        return None
    return Report(colon + 1, len(ws), Cue("indirect-colon", "colon", group.lemma, speaker, at=group.main))


def told_by(clause: Clause, group: Group) -> Report | None:
    """Le gendarme a été prévenu par un voisin qu'une fenêtre était ouverte : who has told him says so."""
    ws = clause.words
    if group.mood != "passive" or group.lemma not in words("telling_verb"):
        return None
    if word_at(ws, group.last + 1).lower != "par" or not opens_phrase(ws, group.last + 2):
        return None
    speaker = read_speaker(clause, group.last + 2, len(ws))
    link = word_from(ws, speaker.phrase_end) if speaker else -1
    said = word_at(ws, link).lower in words("complementizer")
    return _report(clause, group, link, "indirect-that", speaker) if said else None


def narrated(clause: Clause, group: Group) -> Report | None:
    """Et de noter que les prix montent ; avant d'ajouter qu'il part ; et Marie Roux de conclure que c'est fini."""
    ws, at = clause.words, group.first - 1
    if group.mood != "infinitive" or "report" not in group.uses or word_at(ws, at).lower not in ("de", "d'"):
        return None
    link, rule = _that(clause, group), "indirect-that"
    if link < 0 and "inf" in group.uses and _infinitive_at(ws, group.last + 1) > 0:
        link, rule = group.last, "indirect-infinitive"
    if link < 0:
        return None
    if word_at(ws, at - 1).lower == "avant":
        speaker = read_subject(clause, group) if at > 1 else None
        return _report(clause, group, link, rule, speaker, carried=speaker is None)
    start = find_back(ws, ("et",), at, at - ADDRESSEE) + 1
    if start == at > 0:
        return _report(clause, group, link, rule, None, carried=True)
    speaker = read_speaker(clause, start, at) if start > 0 and opens_phrase(ws, start) else None
    whole = speaker is not None and speaker.phrase_end == ws[at - 1].end
    return _report(clause, group, link, rule, speaker) if whole else None


def infinitive(clause: Clause, group: Group) -> Report | None:
    """Elle raconte avoir tout vu ; le groupe a annoncé mardi ne pas vouloir partir."""
    ws = clause.words
    if group.mood == "infinitive" or not _may(clause, group, "inf"):
        return None
    for i in range(group.last + 1, min(group.last + 1 + NEAR, len(ws))):
        if _closes(clause, i) or ws[i].lower in words("subordinator", "pronoun") - words("clitic"):
            return None
        if ws[i - 1].text == "," and ws[i].pos in ("VERB", "AUX") and is_finite(ws[i]):
            return None  # « Les pluies, explique la météo, devraient cesser »
        if (verb := _infinitive_at(ws, i)) < 0 or ws[i].lower in words("adverb", "time"):
            continue
        led = _before_adverbs(ws, i - 1, group.last).lower in words("preposition", "ties")
        beside = i == group.last + 1
        if (led and not beside) or not ((beside and verb == i) or _is_bare(ws, i, verb)):
            return None
        return _report(clause, group, i - 1, "indirect-infinitive", read_subject(clause, group))
    return None


def _before_adverbs(ws: Sequence[Word], at: int, first: int) -> Word:
    """Return the word before « bien » in « de bien fermer »."""
    return ws[max(first, run_start(ws, at + 1, "adverb") - 1)]


def demand(clause: Clause, group: Group) -> Report | None:
    """Le maire demande à l'État de payer ; Paris appelle Rome à mieux lutter ; il l'accuse d'avoir menti."""
    links = next((link for use, link in _LINKS.items() if _may(clause, group, use)), ())
    if not links or group.mood == "infinitive":
        return None
    ws = clause.words
    for i in range(group.last + 1, min(group.last + 1 + ADDRESSEE, len(ws) - 1)):
        if _closes(clause, i) or ws[i].lower in ("que", "qu'"):
            return None
        wanted = _is_wanted(ws, i)
        if i > group.last + 1 and ws[i].lower in links and _governs_link(ws[i - 1]):
            return None
        of_noun = i > group.last + 1 and ws[i].lower in words("contraction_of")  # « dans la mesure du possible »
        if group.lemma in words("asks_of") and not of_noun and _opens_object(ws, i, group):
            return None
        if wanted or (ws[i].lower in links and _infinitive_at(ws, i + 1) > 0):
            speaker = read_subject(clause, group)
            sayer = speaker is not None and can_say(clause, speaker)
            return _report(clause, group, i + 2 * wanted, "indirect-demand", speaker) if sayer else None
    return None


def asked(clause: Clause, group: Group) -> Report | None:
    """Elle a demandé à la maire s'il fallait fermer l'école : what is asked begins with « si »."""
    ws = clause.words
    asks_himself = any(w.lower in ("se", "s'") for w in ws[group.first : group.main])
    if group.lemma != "demander" or group.mood == "infinitive" or asks_himself:
        return None
    for i in range(group.last + 1, min(group.last + 1 + ADDRESSEE, len(ws) - 2)):
        if _closes(clause, i) or ws[i].lower in ("que", "qu'"):
            return None
        if ws[i].lower in ("si", "s'") and opens_phrase(ws, i + 1):
            return _report(clause, group, i - 1, "indirect-that", read_subject(clause, group))
    return None


def _governs_link(word: Word) -> bool:
    """Tell « une réunion permettant d'examiner », « afin d'examiner » : another word than the verb asks for « de »."""
    return (word.pos == "VERB" and word.lower.endswith("ant")) or word.lower in words("leads_infinitive")


def _may(clause: Clause, group: Group, use: str) -> bool:
    """Tell what a verb can do as it stands: « ne cache pas que » reports, « cache que » does not."""
    return use in group.uses or (f"{use}-ne" in group.uses and is_negated(clause.words, group))


def _is_wanted(ws: Sequence[Word], at: int) -> bool:
    """Tell « s'engage à ce que », « demande à ce que »."""
    led = [w.lower for w in ws[at : at + 3]]
    return led[:2] == ["à", "ce"] and led[2:] in (["que"], ["qu'"])


def hung(clause: Clause, group: Group) -> Report | None:
    """Il ne cesse de répéter que le pont est sûr ; elle a pris la parole pour demander aux élus de voter."""
    said = chained(clause, group)
    rules = (that_clause, infinitive, demand) if said else ()
    return next((report for rule in rules if said and (report := rule(clause, said))), None)


_LINKS = {"inf-de": ("de", "d'"), "inf-a": ("à",)}
RULES: tuple[Callable[[Clause, Group], Report | None], ...] = (
    that_clause, noun_clause, colon_clause, told_by, learnt, narrated, hung, infinitive, demand, asked,
)  # fmt: skip


def _report(
    clause: Clause, group: Group, link: int, rule: str, speaker: Speaker | None, *, carried: bool = False
) -> Report | None:
    """Return the clause after a link; ``carried`` says that whoever spoke before speaks on."""
    if not carried and (speaker is None or not can_report(clause.words, speaker)):
        return None
    cue = Cue(rule, "that", group.lemma, speaker, at=group.main)
    return Report(link + 1, clause_end(clause, group, link), cue)


def _that(clause: Clause, group: Group) -> int:
    """Return the « que » that a verb governs, or -1: « ce que », « plus que » and « ne… que » are others."""
    ws = clause.words
    for i in range(group.last + 1, min(group.last + 1 + GAP, len(ws))):
        word = ws[i].lower
        if word in ("que", "qu'"):
            return -1 if i > group.last + 1 and ws[i - 1].lower in words("not_that") - words("also") else i
        if word in words("echo") and ws[i - 1].text == "," == word_at(ws, i + 1).text:
            continue
        if _closes(clause, i) or word in words("pronoun", "auxiliary", "demonstrative") or word in ("ne", "n'"):
            return -1
        if _opens_object(ws, i, group):
            return -1
    return -1


def _opens_object(ws: Sequence[Word], at: int, group: Group) -> bool:
    """Tell « réclame des précisions sur ce que… » from « a dit à la presse que » : what the verb says is a noun.

    « avertit les riverains que » : a few verbs have whom they tell as their object.
    """
    if (
        not is_det(ws[at])
        or ws[at].lower in words("contracted")
        or is_time(ws, at)
        or group.lemma in words("telling_verb")
    ):
        return False
    led = ws[at - 1].lower
    return at == group.last + 1 or not (led in words("preposition") or led in words("ties") or is_det(ws[at - 1]))


def _closes(clause: Clause, at: int) -> bool:
    """Tell what no verb governs beyond: a stop, a bracket, words in marks."""
    word = clause.words[at]
    return word.text in ";:.()«»" or word.mark is not None or is_quoted(clause, at)


def _infinitive_at(ws: Sequence[Word], at: int) -> int:
    """Return the infinitive that begins at a word, « ne pas », clitics and adverbs before it, or -1."""
    i = at
    while i < at + 6:
        word = word_at(ws, i)
        if _INFINITIVE.fullmatch(word.text) and word.pos in ("VERB", "AUX", "") and word.lower not in words("time"):
            return i
        light = word.lower in words("clitic", "adverb", "negation", "degree")
        if not light or word.lower in ("t'", "-t"):
            return -1
        i += 1
    return -1


def _is_bare(ws: Sequence[Word], at: int, verb: int) -> bool:
    """Tell an infinitive from a noun of its shape, « la préfecture » : it is parsed, or negated."""
    return ws[verb].pos in ("VERB", "AUX") or ws[at].lower in ("ne", "n'")
