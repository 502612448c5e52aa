"""The subject of a verb of speech: by the parse where there is one, else by the surface of the clause."""

from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.grammar.names import is_capital, is_det, is_person_name
from pipeline.quotes.grammar.phrases import Speaker, opens_phrase, pronoun_speaker, read_speaker
from pipeline.quotes.grammar.places import whose_on
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.text.sentences import Word

# A verb that hangs so on another has the subject of that one, if it has none of its own.
_SHARES = frozenset(["conj", "xcomp", "advcl", "parataxis", "ccomp", "obl:mod", "advmod", "obl:arg"])
HOPS = 4


def read_subject(clause: Clause, group: Group | None, *, limit: int = -1) -> Speaker | None:
    """Return the subject of a verb group, or, without one, that of the clause before ``limit``."""
    speaker = _subject(clause, group, limit)
    if speaker is None or speaker.kind != "pronoun":
        return speaker
    return _without_echo(clause, speaker) or whose_on(clause, speaker) or speaker


def _subject(clause: Clause, group: Group | None, limit: int) -> Speaker | None:
    ws = clause.words
    if group is not None and group.pronoun >= 0:
        return pronoun_speaker(ws[group.pronoun])
    before = group.first if group else limit
    relative = before - 1
    while relative > 0 and ws[relative].lower in words("adverb"):
        relative -= 1
    if relative > 0 and ws[relative].lower == "qui" and (named := _before_relative(clause, relative)):
        return named
    if group and group.mood in ("gerund", "infinitive") and (known := _cued_before(clause, group)):
        return known
    if group and group.mood == "gerund" and (known := _main_subject(clause, group)):
        return known
    detached = group and group.mood == "gerund" and before > 0 and ws[before - 1].lower in (",", "en")
    head = _root_subject(ws, before) if detached else -1
    if head < 0:
        head = _group_subject(ws, group) if group else _root_subject(ws, limit)
    if 0 <= head < before and any(w.text in ":;" for w in ws[head:before]):
        head = -1
    if head >= 0:
        start = _phrase_start(ws, head)
        stop = next((g.first for g in clause.verbs if start < g.first < before), before) if start < before else len(ws)
        speaker = read_speaker(clause.text, ws, start, stop, clause.people)
        if speaker:
            return _with_name_before(clause, start, before, speaker)
    opens = group is not None and group.mood == "gerund" and _segment_start(ws, group.first) == group.first
    if group and opens and (later := _after_gerund(clause, group)):
        return later
    start = _surface_subject(ws, before)
    speaker = read_speaker(clause.text, ws, start, before, clause.people) if start >= 0 else None
    return _with_name_before(clause, start, before, speaker) if speaker else None


def near_subject(clause: Clause, limit: int) -> Speaker | None:
    """Return the subject of a verb at ``limit`` that is not parsed: the phrase before it or before « qui »."""
    ws = clause.words
    if ws[limit].lower == "qui":
        if named := _before_relative(clause, limit):
            return named
        led = (i for i in range(limit - 1, -1, -1) if is_det(ws[i]) or ws[i].text in ",;:.«»")
        start = next(led, -1)
    else:
        start = _surface_subject(ws, limit)
    return read_speaker(clause.text, ws, start, limit, clause.people) if start >= 0 else None


def _before_relative(clause: Clause, at: int) -> Speaker | None:
    """« Selon la DGAC, qui précise que » : the name, or the speaker of the quote, that ends where « qui » begins."""
    ws = clause.words
    end = ws[at - 1].start if at and ws[at - 1].text == "," else ws[at].start
    last = next((i for i in range(at - 1, -1, -1) if ws[i].end <= end and ws[i].text != ","), -1)
    if last < 0:
        return None
    known = [q.cue.speaker for q in clause.quotes if q.cue and q.cue.speaker]
    if found := next((s for s in known if s.phrase_end == ws[last].end), None):
        return found
    for start, stop, label in clause.people:
        if stop == ws[last].end and label in ("PER", "ORG"):
            first = next((i for i in range(last + 1) if ws[i].start >= start), last)
            if _stands_alone(ws, first, label):
                return read_speaker(clause.text, ws, first, last + 1, clause.people)
    return _phrase_up_to(clause, last) if ws[at - 1].text == "," else None


def _stands_alone(ws: Sequence[Word], at: int, label: str) -> bool:
    """Tell a name from the complement of another: « la porte-parole de la DGAC », « permanente CSC »."""
    if at == 0:
        return True
    before = ws[at - 1 - (is_det(ws[at - 1]) and at > 1)].lower
    if ws[at - 1].lower in words("led") or before in words("led"):
        return False
    return label == "PER" or is_det(ws[at - 1]) or not before[0].isalpha() or before in words("preposition")


def _phrase_up_to(clause: Clause, last: int) -> Speaker | None:
    """Return the phrase that ends at a word, from its first determiner: « le gouvernement »."""
    ws = clause.words
    for at in range(last, max(-1, last - 12), -1):
        if ws[at].text in ",;:.()«»" or ws[at].mark is not None:
            return None
        if is_det(ws[at]) and ws[at].lower not in ("du", "des", "au", "aux") and ws[at - 1].lower not in ("de", "d'"):
            found = read_speaker(clause.text, ws, at, last + 1, clause.people)
            if found is None or found.phrase_end != ws[last].end or not _can_say(ws[at : last + 1], found):
                return None
            return _with_name_before(clause, at - (at > 0 and is_det(ws[at - 1])), last + 1, found)
    return None


def _can_say(ws: Sequence[Word], speaker: Speaker) -> bool:
    return speaker.kind != "role" or any(w.lower in sayers() for w in ws)


def _without_echo(clause: Clause, speaker: Speaker) -> Speaker | None:
    """« L'actrice, elle, refuse » : the pronoun between commas takes up the phrase before it."""
    ws = clause.words
    at = next((i for i, w in enumerate(ws) if w.start == speaker.start), 0)
    if at < 2 or ws[at].lower not in words("echo") or ws[at - 1].text != "," or ws[at + 1].text != ",":
        return None
    start = _segment_start(ws, at - 1)
    return read_speaker(clause.text, ws, start, at - 1, clause.people) if opens_phrase(ws, start) else None


def _main_subject(clause: Clause, group: Group) -> Speaker | None:
    """« Bruxelles a salué l'accord, y voyant un signe » : the subject of the verb before, unless a document speaks."""
    ws = clause.words
    if group.first and ws[group.first - 1].lower in words("document"):
        return None
    before = [g for g in clause.verbs if g.last < group.first and g.mood == "finite"]
    return read_subject(clause, before[-1]) if before else None


def _cued_before(clause: Clause, group: Group) -> Speaker | None:
    """« …, a promis le ministre, en ajoutant : « … » » : the subject of the incise before."""
    known = [q.cue.speaker for q in clause.quotes if q.cue and q.last < group.first and q.cue.speaker]
    return known[-1] if known else None


def _group_subject(ws: Sequence[Word], group: Group) -> int:
    """Return the head of the subject of a group: that of its auxiliary where the parser has parted them."""
    for at in range(group.first, group.main):
        subject = max((i for i in range(group.first) if ws[i].head == at and ws[i].dep == "nsubj"), default=-1)
        if subject >= 0 and ws[subject].lower not in words("relative"):
            return subject
    return _parsed_subject(ws, group.main)


def _parsed_subject(ws: Sequence[Word], verb: int) -> int:
    """Return the head of the subject of a verb in the parse, or -1."""
    at = verb
    for _ in range(HOPS):
        if ws[at].head < 0:
            return -1
        subjects = [i for i, w in enumerate(ws) if w.head == at and w.dep.startswith("nsubj") and i != at]
        own = [i for i in subjects if i < at and ws[i].lower not in words("echo") | words("clitic")]
        subject = own[-1] if own else subjects[0] if subjects else -1
        if subject >= 0:
            if ws[subject].lower in words("relative"):
                return ws[at].head if ws[at].head != at else -1
            return subject if ws[subject].mark is None else -1
        if ws[at].dep in ("acl", "acl:relcl") and ws[at].head != at:
            governor = ws[at].head
            if ws[governor].dep == "obj" and ws[governor].lower in words("document"):
                return _parsed_subject(ws, ws[governor].head)
            return governor if ws[governor].pos in ("NOUN", "PROPN", "PRON", "") else _parsed_subject(ws, governor)
        if ws[at].dep not in _SHARES or ws[at].head == at:
            return -1
        at = ws[at].head
    return -1


def _root_subject(ws: Sequence[Word], limit: int) -> int:
    roots = [i for i, w in enumerate(ws[:limit]) if w.head == i and w.dep]
    return _parsed_subject(ws, roots[0]) if roots else -1


def _phrase_start(ws: Sequence[Word], head: int) -> int:
    """Go left from the head of a phrase over its determiner, adjectives and given names."""
    at = head
    while at > 0:
        word, before = ws[at - 1], ws[at]
        if word.mark is not None or word.text in ",;:.()«»":
            break
        if is_det(word):
            at -= 1
            break
        joined = word.text == "-" or before.text == "-"
        capital = is_capital(word) and is_capital(before) and word.lower not in words("preposition")
        if joined or capital or (word.pos in ("ADJ", "NUM", "PROPN", "NOUN") and word.head == head):
            at -= 1
        else:
            break
    if at and ws[at].lower == "autres" and ws[at - 1].lower == "d'":
        return at - 1
    while at > 0 and is_det(ws[at - 1]) and ws[at].lower not in words("pronoun"):
        at -= 1
    return _governor_start(ws, at)


def _governor_start(ws: Sequence[Word], start: int) -> int:
    """No subject begins after « de »: of « la maire de la ville Anne Vial » the parser has taken the end."""
    at = start
    while at > 1 and (ws[at - 1].lower in ("de", "d'") or ws[at].lower in ("du", "des")):
        led = next((i for i in range(at - 1, max(-1, at - 6), -1) if is_det(ws[i]) or ws[i].text in ",;:.()«»"), -1)
        if led < 0 or not is_det(ws[led]) or any(w.pos in ("VERB", "AUX") or w.mark for w in ws[led:at]):
            return start
        at = led
    return at


def _with_name_before(clause: Clause, start: int, before: int, speaker: Speaker) -> Speaker:
    """Take the first phrase of « Paul Arno, délégué CGT, 54 ans, soupire » when the parser took the apposition."""
    ws = clause.words
    if start < 2 or ws[start - 1].text != "," or start > before:
        return speaker
    name = start - 1
    while name > 0 and _is_of_name(ws[name - 1]):
        name -= 1
    if ws[start].lower in words("one_of_many"):
        return speaker
    closed = any(w.text == "," for w in ws if speaker.phrase_end <= w.start < speaker.phrase_end + 2)
    if _is_led(ws, name) and not closed:
        return speaker
    if speaker.kind == "role" and name < start - 1 and is_person_name(ws, name, start - 1, clause.people):
        named = read_speaker(clause.text, ws, name, before, clause.people)
        return named or speaker
    first = _segment_start(ws, start - 1)
    opens = opens_phrase(ws, first) and ws[first].lower not in words("pronoun")
    led = is_det(ws[first])
    opens = opens and (led or (speaker.kind != "name" and is_person_name(ws, first, start - 1, clause.people)))
    if not opens or any(w.pos in ("VERB", "AUX") for w in ws[first:start]) or (first and ws[first - 1].text != "»"):
        return speaker
    longer = read_speaker(clause.text, ws, first, before, clause.people)
    return longer if longer and longer.phrase_end >= speaker.end else speaker


def _is_of_name(word: Word) -> bool:
    named = is_capital(word) and word.lower not in words("preposition")
    return word.mark is None and (named or word.text == "-")


def _is_led(ws: Sequence[Word], at: int) -> bool:
    """Tell « Après Paul Arno, le maire assure » from « Paul Arno, le maire, assure »."""
    return at > 0 and (ws[at - 1].lower in words("preposition") or ws[at - 1].lower in words("led"))


def _after_gerund(clause: Clause, group: Group) -> Speaker | None:
    """Estimant que « … », il vota contre : the subject comes after the comma that ends the gerund's clause."""
    ws = clause.words
    for i in range(group.last + 1, len(ws) - 1):
        if ws[i].text == "," and opens_phrase(ws, i + 1):
            return read_speaker(clause.text, ws, i + 1, len(ws), clause.people)
    return None


def _segment_start(ws: Sequence[Word], comma: int) -> int:
    at = comma
    while at > 0 and ws[at - 1].text not in ",;:.«»" and ws[at - 1].mark is None:
        at -= 1
    return at


def _surface_subject(ws: Sequence[Word], before: int) -> int:
    """Return where the subject begins that stands before a verb, read from the surface, or -1."""
    end, best = before, -1
    for _ in range(6):
        start = _segment_start(ws, end)
        at = _after_link(ws, start, end)
        while at < end and (
            ws[at].lower in words("adverb") or ws[at].lower in ("et", "mais", "car", "or", "que", "qu'")
        ):
            at += 1
        if at < end and opens_phrase(ws, at):
            named = is_capital(ws[at]) and not is_det(ws[at])
            if named or is_det(ws[at]) or ws[at].lower in words("pronoun"):
                return at
            best = at
        elif at < end:
            inner = skip_complements(ws, at, end)
            if at < inner < end and opens_phrase(ws, inner):
                return inner
        if start == 0 or ws[start - 1].text != ",":
            break
        end = start - 1
    return best


def _after_link(ws: Sequence[Word], start: int, end: int) -> int:
    """Return the word after the last conjunction of a segment: « lorsque le pape l'a nommé »."""
    return next((i + 1 for i in range(end - 2, start - 1, -1) if ws[i].lower in words("link")), start)
