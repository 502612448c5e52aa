"""The subject of a verb of speech: by the parse where there is one, else by the surface of the clause.

``SUBJECTS`` are tried in order. The first that finds somebody who can speak decides; a thing that the parse takes for
the subject (« la porte », « ces directives ») stands back if a later one finds a person, a group or an organisation.
"""

from collections.abc import Callable, Iterator, Sequence, Set

from pipeline.quotes.grammar.appositives import aside_start, segment_start, with_name_before
from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.parsed import group_subject, has_subject_before, phrase_start, root_subject
from pipeline.quotes.grammar.phrases import opens_phrase, pronoun_speaker, read_speaker
from pipeline.quotes.grammar.places import whose_on
from pipeline.quotes.grammar.relatives import across_relative, before_relative, through_relative, whole_phrase
from pipeline.quotes.grammar.saying import can_say, gerund_subject
from pipeline.quotes.grammar.tenses import returns_to_tense
from pipeline.quotes.grammar.verb_groups import TELLS, Group, is_plural_verb, shares_auxiliary
from pipeline.quotes.grammar.words import find_back, is_det, run_end, run_start, word_at, word_from
from pipeline.quotes.text.sentences import Word

# « les « gilets jaunes » » : no group in marks has more words.
MARKED = 6
# « Hier, à Brest, devant la presse, Paul Arno, délégué CGT, a dit » : no subject stands further from its verb.
SEGMENTS = 6
Subject = Callable[[Clause, Group | None, int], Speaker | None]


def read_subject(clause: Clause, group: Group | None, *, limit: int = -1) -> Speaker | None:
    """Return the subject of a verb group, or, without one, that of the clause before ``limit``."""
    before = group.first if group else limit
    first: Speaker | None = None
    for rule in SUBJECTS:
        found = rule(clause, group, before)
        if found and (can_say(clause, found) or rule in SURE):
            first = found
            break
        first = first or found
    pronoun = first is not None and first.kind == "pronoun"
    return (_without_echo(clause, first) or whose_on(clause, first) or first) if first and pronoun else first


def _clitic(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« a-t-elle lancé » : the clitic after the verb."""
    return pronoun_speaker(clause.words[group.pronoun]) if group and group.pronoun >= 0 else None


def _pronoun_beside(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« dans lequel elle précise » : a subject pronoun right before the verb."""
    word = word_at(clause.words, before - 1)
    finite = group is not None and group.mood == "finite"
    beside = finite and word.lower in words("subject_pronoun") and word.lower in words("pronoun")
    return pronoun_speaker(word) if beside else None


def _of_incise(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« …, a assuré le procureur, touché par leur « optimisme » » : the subject that the incise has given its verb."""
    cues = [q.cue for q in clause.quotes if q.cue and q.cue.at >= 0 and group and q.cue.at == group.main]
    return cues[0].speaker if cues else None


def _relative(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Selon la DGAC, qui précise que » : what « qui » stands for."""
    at = run_start(clause.words, before, "adverb") - 1
    known = word_at(clause.words, at).lower
    return before_relative(clause, at) if known == "qui" or known in words("who_relative") else None


def _shared(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Anne Vial a dit que tout irait vite et promis de payer » : whose auxiliary the participle shares."""
    ws = clause.words
    if group is None or group.first != group.main or not shares_auxiliary(ws, group.main):
        return None
    ahead = _helped(clause, group, words("have"))
    beside = [g for g in ahead if ws[group.main].head in (g.main, ws[g.main].head)] or ahead
    return read_subject(clause, beside[-1]) if beside else None


def _again(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Anne Vial a dit que tout irait vite et a promis de payer » : the same auxiliary, which what is said lacks."""
    ws = clause.words
    if group is None or group.first == group.main or word_at(ws, group.first - 1).lower not in words("joins_fragment"):
        return None
    auxiliary = ws[group.first].lower
    ahead = _helped(clause, group, frozenset([auxiliary]) & words("have"))
    if not ahead or any(w.lower == auxiliary for w in ws[ahead[-1].last + 1 : group.first]):
        return None
    return read_subject(clause, ahead[-1])


def _helped(clause: Clause, group: Group, auxiliaries: Set[str]) -> list[Group]:
    """Return the finite verb groups before a group that hold one of the auxiliaries."""
    ahead = (g for g in clause.verbs if g.last < group.first and g.mood == "finite")
    return [g for g in ahead if any(w.lower in auxiliaries for w in clause.words[g.first : g.main])]


def _by_number(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« La clinique regrette que des élus aient menti et annonce porter plainte » : of several, none « annonce »."""
    ws = clause.words
    if group is None or group.mood != "finite" or word_at(ws, before - 1).lower not in ("et", "puis"):
        return None
    ahead = [g for g in clause.verbs if g.last < group.first and g.mood == "finite"]
    if ahead and returns_to_tense(ws, ahead[-1], group.first):
        return read_subject(clause, ahead[-1])
    if ahead and word_at(ws, before - 2).text == "," and not TELLS.isdisjoint(ahead[0].uses & group.uses):
        return read_subject(clause, ahead[0])  # « Luc Roux souligne que tout va mal, et avertit que… »
    nearest = None if not ahead or is_plural_verb(ws[group.first]) else _parsed(clause, group, before)
    at = word_from(ws, nearest.phrase_start) if nearest else -1
    return read_subject(clause, ahead[-1]) if word_at(ws, at).lower in words("plural") else None


def _of_demand(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« La ville demande à Meta d'expliquer « les mesures prises » » : who demands, not who is to do it."""
    if group is None or group.mood != "infinitive":
        return None
    ahead = [g for g in clause.verbs if g.last < group.first and g.mood != "passive"]
    return read_subject(clause, ahead[-1]) if ahead and ahead[-1].lemma in words("demand_verb") else None


def _cued_before(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« …, a promis le ministre, en ajoutant : « … » » : the subject of the incise before."""
    if group is None or group.mood not in ("gerund", "infinitive"):
        return None
    known = [q.cue.speaker for q in clause.quotes if q.cue and q.last < group.first and q.cue.speaker]
    return known[-1] if known else None


def _absolute(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Le préfet a signé, les élus dénonçant « … » » : who stands between the comma, or « et », and the gerund."""
    if group is None or group.mood != "gerund":
        return None
    ws = clause.words
    at = find_back(ws, (",", "et"), group.first)
    return gerund_subject(clause, group, at) if at > 0 else None


def _of_main_verb(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Bruxelles a salué l'accord, y voyant un signe » : the subject of the verb before, unless a document speaks."""
    ws = clause.words
    if group is None or group.mood != "gerund" or word_at(ws, before - 1).lower in words("document"):
        return None
    ahead = [g for g in clause.verbs if g.last < group.first and g.mood == "finite"]
    return read_subject(clause, ahead[-1]) if ahead else None


def _parsed(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Le maire, qui recevait la presse, a dit » : the subject that the parser has found."""
    ws = clause.words
    detached = group and group.mood == "gerund" and word_at(ws, before - 1).lower in (",", "en")
    head = root_subject(ws, before) if detached else -1
    if head < 0:
        head = group_subject(ws, group) if group else root_subject(ws, before)
    if head < 0 or (head < before and any(w.text in ":;" for w in ws[head:before])):
        return None
    start = phrase_start(ws, head)
    if ws[start].lower in words("met"):  # « Invité de la matinale, le ministre a dit »
        return None
    start = next((n.first for n in clause.names if n.first < start < n.after), start)
    stop = next((g.first for g in clause.verbs if start < g.first < before), before) if start < before else len(ws)
    speaker = read_speaker(clause, start, stop)
    return with_name_before(clause, start, before, speaker) if speaker else None


def _marked_group(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Les « gilets jaunes » ont répété », « Le collectif « Non » dit » : the marks are part of the noun phrase."""
    ws = clause.words
    if word_at(ws, before - 1).text not in ("»", '"'):
        return None
    opens = find_back(ws, ("«", '"'), before - 1, before - MARKED)
    start = opens - 1 - (not is_det(word_at(ws, opens - 1)))
    if not is_det(word_at(ws, start)) or (group and has_subject_before(ws, group, start)):
        return None  # « La procureure qui écarte cette « piste » rappelle que »
    found = read_speaker(clause, start, stop := before if start == opens - 1 else opens)
    return found if found and found.phrase_end == ws[stop - 1].end else None


def _inverted(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Et, écrit Le Monde, l'étude « montre… » » : between commas the subject stands after its verb."""
    ws = clause.words
    if group is None or group.mood != "finite" or word_at(ws, before - 1).text != ",":
        return None
    if has_subject_before(ws, group, before):
        return None
    start = skip_complements(clause, group.last + 1, len(ws))
    if not opens_phrase(ws, start) or ws[start].lower in words("pronoun"):
        return None
    found = read_speaker(clause, start, len(ws))
    if found is None or not can_say(clause, found):
        return None
    after = word_at(ws, word_from(ws, found.end)).lower
    known = found.kind != "organisation" or "ORG" in clause.labels(start, start + 2)
    return found if known and (after == "," or after in words("complementizer")) else None


def _across_relative(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Paul Roux, que la direction avait reçu lundi, parle d'un « dialogue » » : whom the relative describes."""
    return across_relative(clause, before) if group and group.mood == "finite" else None


def _across_asides(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Sept villes (Brest, Nantes) – sur soixante – ont fait savoir » : the subject stands before what is aside."""
    ws, opening = clause.words, before
    while (aside := aside_start(ws, opening)) > 0:
        opening = aside
    start = segment_start(ws, opening)
    if opening == before or not opens_phrase(ws, start):
        return None
    found = read_speaker(clause, start, opening)
    return found if found and can_say(clause, found) and found.phrase_end == ws[opening - 1].end else None


def _nearer(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Des sources affirment que…, et l'État, loin de céder, assure que » : who stands after the last « et » acts."""
    ws = clause.words
    if group is None or group.mood != "finite":
        return None
    floor = max((g.last for g in clause.verbs if g.last < group.first), default=0)
    at = find_back(ws, words("opens_clause"), before - 1, floor)
    if word_at(ws, at - 1).text != "," or not opens_phrase(ws, at + 1) or ws[at + 1].lower in words("pronoun"):
        return None
    found = read_speaker(clause, at + 1, before)
    if found is None or not can_say(clause, found):
        return None
    aside = ws[before - 1].text == "," and any(w.text == "," for w in ws if found.end <= w.start <= found.end + 1)
    return found if aside or found.phrase_end == ws[before - 1].end else None


def _after_gerund(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Estimant que « … », il vota contre » : the subject comes after the comma that ends the gerund's clause."""
    ws = clause.words
    if group is None or group.mood != "gerund" or segment_start(ws, group.first) != group.first:
        return None
    for i in range(group.last + 1, len(ws) - 1):
        if ws[i].text == "," and opens_phrase(ws, i + 1):
            return read_speaker(clause, i + 1, len(ws))
    return None


def _surface(clause: Clause, group: Group | None, before: int) -> Speaker | None:
    """« Hier, Paul Arno, délégué CGT, a dit » : the first phrase of the segments before the verb."""
    first: Speaker | None = None
    for start in _phrases_before(clause, before):
        speaker = read_speaker(clause, start, before)
        found = with_name_before(clause, start, before, speaker) if speaker else None
        if found and can_say(clause, found):
            return found
        first = first or found
    return first


SUBJECTS: tuple[Subject, ...] = (
    _clitic, _pronoun_beside, _of_incise, _relative, _shared, _again, _by_number, _of_demand, _absolute, _cued_before,
    _of_main_verb, _marked_group, _across_relative, _inverted, _across_asides, _nearer, through_relative,
    _parsed, _after_gerund, _surface,
)  # fmt: skip
# These know, whatever noun they find.
SURE = (_clitic, _pronoun_beside, _of_incise, _relative, _shared, _again, _by_number, _cued_before, _marked_group)


def near_subject(clause: Clause, limit: int) -> Speaker | None:
    """Return the subject of a verb at ``limit`` that is not parsed: the phrase before it or before « qui »."""
    ws = clause.words
    if ws[limit].lower != "qui":
        return _surface(clause, None, limit)
    if named := before_relative(clause, limit):
        return named
    start = whole_phrase(ws, limit)
    return read_speaker(clause, start, limit) if start >= 0 else None


def _without_echo(clause: Clause, speaker: Speaker) -> Speaker | None:
    """« L'actrice, elle, refuse » : the pronoun between commas takes up the phrase before it."""
    ws = clause.words
    at = word_from(ws, speaker.start)
    if word_at(ws, at).lower not in words("echo") or not (word_at(ws, at - 1).text == word_at(ws, at + 1).text == ","):
        return None
    start = segment_start(ws, at - 1)
    return read_speaker(clause, start, at - 1) if opens_phrase(ws, start) else None


def _phrases_before(clause: Clause, before: int) -> Iterator[int]:
    """Yield where a noun phrase begins that opens a segment before a verb, the nearest first."""
    ws, end = clause.words, before
    for _ in range(SEGMENTS):
        end = aside_start(ws, end) or end
        start = segment_start(ws, end)
        at = _after_link(ws, start, end)
        at = run_end(ws, at, "adverb", "opens_clause")
        inner = at if opens_phrase(ws, at) else skip_complements(clause, at, end)
        if inner < end and opens_phrase(ws, inner):
            yield inner
        if word_at(ws, start - 1).text != ",":
            break
        end = start - 1


def _after_link(ws: Sequence[Word], start: int, end: int) -> int:
    """Return the word after the last conjunction of a segment: « lorsque le pape l'a nommé »."""
    return max(find_back(ws, words("subordinating"), end - 1, start - 1) + 1, start)
