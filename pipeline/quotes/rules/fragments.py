"""Fragments: « bâclé », « prend acte », words that a sentence makes its own without « que »."""

import re

from pipeline.quotes.grammar.clause import Clause, Cue, Marked
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import reporting, speech_forms, words
from pipeline.quotes.grammar.phrases import opens_phrase, read_speaker
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.subjects import near_subject, read_subject
from pipeline.quotes.grammar.verb_groups import Group, is_negated
from pipeline.quotes.grammar.words import run_start, word_at, word_from
from pipeline.quotes.rules.inversions import incise_at

# « et de la » : between fragments of one verb stand no more words.
LINK = 4


def led_predicate(clause: Clause, quote: Marked) -> Cue | None:
    """Son avocat s'« indigne des fuites » ; un texte qui « condamne » : what leads the quote makes it a verb."""
    before = word_at(clause.words, quote.first - 1).lower
    if before in words("have") and _PARTICIPLE.match(_inside(clause, quote)):
        speaker = near_subject(clause, run_start(clause.words, quote.first - 1, "clitic"))
        return Cue("predicate", "none", "", speaker, near=True) if speaker and can_say(clause, speaker) else None
    if before not in words("before_verb") or not re.match(
        r"(?:ne |n'|se |s'|\w+(?:e|es|ent|t|nt|a)\b)", _inside(clause, quote)
    ):
        return None
    speaker = near_subject(clause, quote.first - 1)
    said_before = any(
        q.cue and q.last < quote.first for q in clause.quotes
    )  # who says so speaks of « ce qui « monte » »
    teller = speaker is not None and (before != "qui" or speaker.kind == "document") and can_say(clause, speaker)
    if speaker is None or (said_before and not teller) or not can_say(clause, speaker):
        return None
    return Cue("predicate", "none", "", speaker, near=True)


# Le préfet a « condamné fermement l'action » ; la maire lui a « demandé de partir ».
_PARTICIPLE = re.compile(r"[a-zà-ÿ]{2,}(?:é|i|u|it|is|ert)\b")


def _inside(clause: Clause, quote: Marked) -> str:
    return clause.text[quote.mark.start : quote.mark.end]


def predicate(clause: Clause, quote: Marked) -> Cue | None:
    """Le club « prend acte » de la décision : the quote is what its subject does."""
    ws, first = clause.words, quote.first
    inner = next((w for w in ws[first : quote.last + 1] if w.text not in '«»"'), None)
    parsed = inner is not None and inner.mark is None and inner.pos in ("VERB", "AUX") and inner.dep in ("ROOT", "conj")
    if first == 0 or not (parsed or _opens_in_verb(_inside(clause, quote))):
        return None
    known = next(
        (q.cue for q in reversed(clause.quotes) if q.last < first and q.cue and q.cue.rule == "predicate"), None
    )
    if known and ws[first - 1].lower in ("et", ","):
        return known
    speaker = read_subject(clause, None, limit=first)
    if speaker is None or not can_say(clause, speaker):
        return None
    # « Le maire a signé la pétition « demande de moratoire » »: the subject has its verb.
    acts = any(speaker.end <= ws[g.first].start and g.last < first and g.mood == "finite" for g in clause.verbs)
    return Cue("predicate", "none", "", speaker, near=True) if parsed or not acts else None


def next_predicate(clause: Clause, quote: Marked) -> Cue | None:
    """… et Paris « attend des explications » : a further subject does what the quote says."""
    before = [q for q in clause.quotes if q.last < quote.first and q.cue is not None]
    if not before or not _opens_in_verb(_inside(clause, quote)):
        return None
    speaker = near_subject(clause, quote.first)
    told = speaker is not None and speaker.start >= clause.words[before[-1].last].end and can_say(clause, speaker)
    return Cue("predicate", "none", "", speaker, near=True) if told else None


def _opens_in_verb(inside: str) -> bool:
    """Tell « ne commente pas », « dénonce cette décision » from « droite dans ses bottes »."""
    first = re.match(r"[^\W\d_]+'?", inside)
    if first is None:
        return False
    if first[0] in ("ne", "n'", "se", "s'") or first[0] in words("predicate_verb"):
        return True
    verb = speech_forms().get(first[0])
    return verb is not None and verb.mood == "finite"


def long_passage(clause: Clause, quote: Marked) -> Cue | None:
    """La chaîne met « tout en œuvre pour… » : no verb of speech, but so many words are somebody's."""
    ws, first = clause.words, quote.first
    verbs = [i for i in range(first) if ws[i].pos == "VERB" and ws[i].mark is None and not _is_participle(clause, i)]
    if not verbs:
        return None
    speaker = read_subject(clause, Group(verbs[-1], verbs[-1], verbs[-1], "", "finite", frozenset()))
    return Cue("clause", "none", "", speaker, weak=True) if speaker and can_say(clause, speaker) else None


def _is_participle(clause: Clause, at: int) -> bool:
    """Tell « actualisée » in « Page actualisée » : a participle without its auxiliary is no clause."""
    ws = clause.words
    if not ws[at].lower.endswith(("é", "ée", "és", "ées")):
        return False
    return not any(w.lower in words("auxiliary") or w.lower == "avoir" for w in ws[max(0, at - 4) : at])


def _governs_fragment(clause: Clause, group: Group, first: int) -> bool:
    """Tell a verb that may have words said for object; « présenter » has them after « comme » alone."""
    if not group.uses & {"fragment", "que", "report", "passive"} or group.lemma in words("no_fragment"):
        return False
    led = clause.words[group.last + 1 : first]
    return group.lemma not in words("verb_as") or any(w.lower == "comme" for w in led)


def governed(clause: Clause, quote: Marked) -> Cue | None:
    """Il dénonce un projet « bâclé » : a verb of speech before the fragment, in the same clause."""
    ws, first = clause.words, quote.first
    for group in reversed([g for g in clause.verbs if g.last < first and _governs_fragment(clause, g, first)]):
        between = ws[group.last + 1 : first]
        if any(w.text in ";:" for w in between):
            return None
        if group.mood == "passive":
            return _agent(clause, group, quote)
        if set_in := _set_in(clause, group, first):
            return set_in
        skipped = skip_complements(clause, group.last + 1, first)  # « dénonce dans un communiqué des propos « vils » »
        if any(w.lower in words("medium") for w in ws[group.last + 1 : skipped]):
            between = ws[skipped:first]
        near = len(between) <= 4 and not any(w.text == "," for w in between)
        near = near or _goes_on(clause, quote, group) or _is_charge(clause, quote, group)
        near = near or (ws[first - 1].lower == "comme" and group.lemma in reporting() | words("naming_verb"))
        negated = is_negated(ws, group)
        speaker = read_subject(clause, group)
        return Cue("fragment", "none", group.lemma, speaker, weak=not near, near=near, negated=negated)
    return None


def gapped(clause: Clause, quote: Marked) -> Cue | None:
    """Les Verts jugent le plan « bancal », le PS « illisible » : the next who says so, the verb left out.

    « un maire « absent », une police « débordée » » are two objects of one verb.
    """
    ws = clause.words
    before = next((q for q in reversed(clause.quotes) if q.last < quote.first), None)
    known = before.cue if before else None
    if before is None or known is None or known.speaker is None or not known.near or known.rule != "fragment":
        return None
    joins, last = word_at(ws, before.last + 1), quote.first - (ws[quote.first - 1].lower in words("bare_of"))
    apart = joins.text in ",;" or joins.lower in words("joins_fragment")
    at = before.last + 2
    whole = all(_inside(clause, q).split(" ")[0].lower() in words("determiner") for q in (before, quote))
    if not apart or at >= last or not (whole or known.verb in words("naming_verb")) or not opens_phrase(ws, at):
        return None
    speaker = read_speaker(clause, at, last)
    if speaker is None or ws[at].lower in words("indefinite", "indefinite_article") or not can_say(clause, speaker):
        return None
    told = word_from(ws, speaker.phrase_end) >= last
    return Cue("fragment", "none", known.verb, speaker, near=True) if told else None


def _set_in(clause: Clause, group: Group, limit: int) -> Cue | None:
    """« Une lettre, précise la mairie, adressée « aux riverains » » : the verb is that of an incise."""
    ws = clause.words
    if word_at(ws, group.first - 1).text != "," or any(q.last < group.first for q in clause.quotes):
        return None
    cue = incise_at(clause, group.first, "incise", "incise")
    after = word_from(ws, cue.speaker.phrase_end) if cue and cue.speaker else limit
    return cue if after < limit and ws[after].text == "," else None


def _is_charge(clause: Clause, quote: Marked, group: Group) -> bool:
    """« accuse le maire de la ville voisine de « mensonge » » : « de » goes with the verb."""
    charged = group.lemma in words("accusing_verb") and clause.words[quote.first - 1].lower in words("bare_of")
    return charged and not any(w.text == "," for w in clause.words[group.last + 1 : quote.first])


def _goes_on(clause: Clause, quote: Marked, group: Group) -> bool:
    """« dénonce le « mépris » et la « dureté » du maire » : nothing but « et la » stands between."""
    before = next((q for q in reversed(clause.quotes) if q.last < quote.first), None)
    if before is None or before.cue is None or not before.cue.near or before.cue.verb != group.lemma:
        return False
    between = clause.words[before.last + 1 : quote.first]
    light = words("determiner") | words("preposition") | words("contraction") | words("bare_of")
    joined = bool(between) and (between[0].text == "," or between[0].lower in words("ties") | words("joins_fragment"))
    return joined and len(between) <= LINK and all(w.lower in light for w in between[1:])


def described(clause: Clause, quote: Marked) -> Cue | None:
    """Des heurts qualifiés d'« émeutes » par les autorités ; un projet jugé « recevable » : a participle alone."""
    ws, at = clause.words, quote.first - 1
    while word_at(ws, at).lower in words("bare_of", "adverb") or word_at(ws, at).lower == "comme":
        at -= 1
    verb = speech_forms().get(word_at(ws, at).lower)
    if verb is None or verb.mood != "participle" or verb.lemma not in words("naming_verb"):
        return None
    if word_at(ws, at - 1).lower in words("have"):
        return None
    return _agent(clause, Group(at, at, at, verb.lemma, "passive", frozenset()), quote)


def _agent(clause: Clause, group: Group, quote: Marked) -> Cue:
    """Return the cue of a passive: who says it follows « par », or is not told."""
    ws = clause.words
    near = [*range(group.last + 1, quote.first), *range(quote.last + 1, min(quote.last + 3, len(ws)))]
    at = next((i + 1 for i in near if ws[i].lower == "par" and opens_phrase(ws, i + 1)), -1)
    speaker = read_speaker(clause, at, len(ws)) if at > 0 else None
    return Cue("agent" if speaker else "passive", "none", group.lemma, speaker, near=True)
