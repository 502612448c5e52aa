"""The subject of a verb in the parse, and where its phrase begins."""

from collections.abc import Callable, Sequence

from pipeline.quotes.grammar.lexicon import sayers, words
from pipeline.quotes.grammar.names import is_body
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import is_capital, is_det, word_at
from pipeline.quotes.text.sentences import Word

# A verb that hangs so on another has the subject of that one, if it has none of its own.
_SHARES = frozenset(["conj", "xcomp", "advcl", "parataxis", "ccomp", "obl:mod", "advmod", "obl:arg"])
HOPS = 4


def group_subject(ws: Sequence[Word], group: Group) -> int:
    """Return the head of the subject of a group: that of its auxiliary where the parser has parted them; -1: none."""
    for at in range(group.first, group.main):
        subject = max((i for i in range(group.first) if ws[i].head == at and ws[i].dep == "nsubj"), default=-1)
        if subject >= 0 and ws[subject].lower not in words("relative"):
            return subject
    return _verb_subject(ws, group.main)


def root_subject(ws: Sequence[Word], limit: int) -> int:
    """Return the head of the subject of the main verb before a word, or -1."""
    roots = [i for i, w in enumerate(ws[:limit]) if w.head == i]
    return _verb_subject(ws, roots[0]) if roots else -1


def _verb_subject(ws: Sequence[Word], verb: int) -> int:
    """Return the head of the subject of a verb, its own or that of the verb it hangs on, or -1."""
    at = verb
    for _ in range(HOPS):
        if ws[at].head < 0:
            return -1
        subject = _own_subject(ws, at)
        if subject >= 0:
            if ws[subject].lower in words("relative"):
                return ws[at].head if ws[at].head != at else -1
            return subject if ws[subject].mark is None else -1
        if ws[at].dep in ("acl", "acl:relcl") and ws[at].head != at:
            return _of_participle(ws, ws[at].head)
        if ws[at].dep not in _SHARES or ws[at].head == at:
            return -1
        at = ws[at].head
    return -1


def has_subject_before(ws: Sequence[Word], group: Group, limit: int) -> bool:
    """Tell whether the parse has a subject of a group before a word."""
    return any(w.head == group.main and w.dep.startswith("nsubj") for w in ws[:limit])


def _own_subject(ws: Sequence[Word], at: int) -> int:
    """Return the subject that hangs on a verb, the nearest before it first, or -1."""
    subjects = [i for i, w in enumerate(ws) if w.head == at and w.dep.startswith("nsubj")]
    before = [i for i in subjects if i < at and ws[i].lower not in words("echo", "clitic")]
    return before[-1] if before else subjects[0] if subjects else -1


def _of_participle(ws: Sequence[Word], governor: int) -> int:
    """Return the noun that a participle says something of; of « a ouvert une enquête visant », who has opened it."""
    whole = ws[governor].head if ws[governor].dep == "nmod" else governor
    if ws[whole].dep == "obj" and (ws[governor].lower in words("document") or not _may_act(ws[governor])):
        return _verb_subject(ws, ws[whole].head)
    return governor if ws[governor].pos in ("NOUN", "PROPN", "PRON", "") else _verb_subject(ws, governor)


def _may_act(word: Word) -> bool:
    """Tell « un homme accusant », « une firme visant » from « une enquête visant »."""
    return word.pos != "NOUN" or word.lower in sayers() or is_body(word)


def phrase_start(ws: Sequence[Word], head: int) -> int:
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
    if ws[at].lower in words("others") and word_at(ws, at - 1).lower == "d'":
        return at - 1
    while is_det(word_at(ws, at - 1)) and ws[at].lower not in words("pronoun"):
        at -= 1
    return _further_left(ws, at)


def _further_left(ws: Sequence[Word], start: int) -> int:
    """Go on over what the head is the end of, by the first of ``STARTS`` that knows better."""
    return next((at for rule in STARTS if (at := rule(ws, start)) >= 0), start)


def _number(ws: Sequence[Word], start: int) -> int:
    """« plus de 300 de leurs confrères » begins at its number."""
    at = start
    of = word_at(ws, at - 1).lower in words("bare_of")
    if of and word_at(ws, at - 2).text[:1].isdigit():
        at -= 2
        of = word_at(ws, at - 1).lower in words("bare_of")
    if not (ws[at].text[0].isdigit() or ws[at].lower in words("number")):
        return -1
    if of and word_at(ws, at - 2).lower in words("quantity"):
        return at - 2
    return at - (word_at(ws, at - 1).lower in words("quantity"))


def _governor(ws: Sequence[Word], start: int) -> int:
    """No subject begins after « de »: of « la maire de la ville Anne Vial » the parser has taken the end."""
    at = start
    while word_at(ws, at - 1).lower in words("bare_of") or ws[at].lower in words("contraction_of"):
        led = next((i for i in range(at - 1, max(-1, at - 6), -1) if is_det(ws[i]) or ws[i].text in ",;:.()«»"), -1)
        if not is_det(word_at(ws, led)) or any(w.pos in ("VERB", "AUX") or w.mark for w in ws[led:at]):
            return -1
        at = led
    return at


STARTS: tuple[Callable[[Sequence[Word], int], int], ...] = (_number, _governor)
