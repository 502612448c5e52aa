"""The roles that the text gives to persons: « PDG d'OpenAI », « ancien maire de Lyon », « avocate de la famille ».

The one reader of roles: mentions, entities and quotes show what it finds. A description stands before the name (« le
ministre Paul Roux », « le maire de Brest, Paul Roux, », « Patron d'Altis, Paul Roux a… ») or after it (« Paul Roux,
ancien ministre, », « Paul Roux (PDG d'Altis) », « Paul Roux est maire de Brest »). It is a noun of person, with what
opens it (« ancien », « ex- », « premier ») and the complements that grammar ties to it. « De l'Université Laval »
has no such noun and is no role.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.entities.descriptions import opening
from pipeline.entities.person_nouns import TOKEN, noun_of, reach
from pipeline.entities.role_phrases import (
    BREAK,
    CLOSED,
    REACH,
    Phrase,
    is_office,
    opened,
    prefixed,
    said_before,
    said_beyond,
    said_through,
    slice_of,
)
from pipeline.entities.role_phrases import Role as Role
from pipeline.entities.spelling import name_words
from pipeline.records import Name

_AFTER = re.compile(
    r"(?: ?\([^()\n]{1,40}\))? ?, (?:\d{1,3} ans, )?"  # « Paul Roux (LR), 54 ans, maire »
    r"| \((?:\d{1,3} ans, )?"  # « Paul Roux (maire de Brest) »
    r"| (?:est|reste|devient|demeure|a été (?:élue?|nommée?|réélue?)) (?=[a-zà-ÿ' -])"  # « Paul Roux est maire »
)


def roles_of(text: str, names: Sequence[Name]) -> list[list[Role]]:
    """Return the roles given to each name at that place, the surest first; ``text`` is in plain typography.

    >>> text = "Sam Altman, PDG d'OpenAI, reçoit l'ancienne ministre Anne Vial."
    >>> for roles in roles_of(text, [Name(0, 10, "PER"), Name(18, 24, "ORG"), Name(53, 62, "PER")]):
    ...     print([(role.text, role.gender) for role in roles])
    [("PDG d'OpenAI", '')]
    []
    [('ancienne ministre', 'f')]
    """
    found: dict[Name, list[Role]] = {}
    low = past = 0
    last: Name | None = None
    shared: Phrase | None = None
    persons = [name for name in names if name.label == "PER"]
    for name, following in zip_longest(persons, persons[1:]):
        before = (
            said_before(text, low, name)
            or (last and said_through(text, past, last, name, following))
            or (shared if last and _is_listed(text, last, name) else None)
        )
        after, end = _after(text, name, following)
        second, end = _second(text, name, after, end, following)
        if before and after and following and text[end : following.start] == ", ":
            after, end = None, name.end  # « le ministre Roux, le maire de Brest, Paul Vial, … »: of the next one
        beyond = said_beyond(text, low, name) if before else None
        found[name] = [phrase.role(name.start) for phrase in (after, second, before, beyond) if phrase]
        shared = before if before and before.noun.singular else None
        past, low, last = low, max(end, name.end), name
    return [found.get(name, []) for name in names]


def _is_listed(text: str, last: Name, name: Name) -> bool:
    """Tell « les ministres Paul Roux et Anne Vial »: what is said of the first holds for both."""
    return text[last.end : name.start] in (" et ", ", ")


def _after(text: str, name: Name, following: Name | None) -> tuple[Phrase | None, int]:
    """Return the description that follows a name, and where it ends: « , PDG d'OpenAI, », « (PDG d'OpenAI) »."""
    nothing = None, name.end
    lead = _AFTER.match(text, name.end)
    if not lead:
        return nothing
    stop = BREAK.search(text, lead.end(), lead.end() + REACH)
    marks = list(TOKEN.finditer(text, lead.end(), stop.start() if stop else lead.end() + REACH))
    tokens = [m[0] for m in marks]
    at, determiner = opening(tokens)
    noun = noun_of(tokens[at]) if at < len(tokens) and _may_be_common(tokens, at) else None
    if noun is None or noun.singular or (not determiner and _governs(tokens, at)):
        return nothing
    close = marks[reach(tokens, at + 1) - 1].end()
    if lead[0][-1] != "(" and determiner in _DEFINITE and not _ends(text, close):
        return nothing
    if following and following.start < close and not _ties(text, lead.end(), following.start):
        if not text.endswith(" et ", 0, following.start):
            return nothing
        close = following.start - len(" et ")  # « Paul Roux, maire de Brest et Anne Vial, … »
    first = prefixed(tokens, at)
    return Phrase(slice_of(text, marks[first].start(), close), noun, determiner), close


def _second(text: str, name: Name, after: Phrase | None, end: int, following: Name | None) -> tuple[Phrase | None, int]:
    """Return the office that stands bare behind another: « Paul Roux, ministre d'État, ministre de la Santé, »."""
    if not after or not after.noun.function or not text.startswith(", ", end):
        return None, end
    phrase, close = _after(text, name._replace(end=end), following)
    bare = phrase and not phrase.determiner and phrase.noun.function and _CLOSED_BY.match(text, close)
    word = phrase.text.split(" ")[0] if phrase else ""
    of_next = following is not None and text[close : following.start] == ", "
    return (phrase, close) if bare and not of_next and word not in name_words("verb_or_noun") else (None, end)


def _governs(tokens: Sequence[str], at: int) -> bool:
    """Tell « Paul Roux, représentant la France, », a verb with its object, from « représentant de la France ».

    « Paul Roux, élu en 2018, » is what was done to him.
    """
    following = "".join(tokens[at + 1 : at + 2]).lower()
    done = tokens[at].lower() in name_words("participle_or_noun") and following in name_words("role_goes_on")
    return following in name_words("determiner") or (done and following not in _OF)


def _may_be_common(tokens: Sequence[str], at: int) -> bool:
    """Tell a common noun from a name: « maire », « PDG », « Directrice générale » with the capital of respect."""
    word, rest = tokens[at], "".join(tokens[at + 1 : at + 2])
    return word[0].islower() or word.isupper() or (is_office(word) and rest.islower() and rest not in ("et", "ou"))


_CLOSED_BY = re.compile(r"[,.;:)»\n]|$")
_OF = ("d'", "de", "des", "du")
_DEFINITE = ("le", "la", "l'")


def _ends(text: str, close: int) -> bool:
    """Tell « Paul Roux, le maire, a dit » from « Selon Paul Roux, le maire a menti »: no verb follows an apposition."""
    if CLOSED.match(text, close):
        return True
    word = TOKEN.match(text, close + 1)
    return word is None or word[0].lower() in name_words("role_goes_on")


def _ties(text: str, start: int, at: int) -> bool:
    """Tell « , avocate de Luc Vial, » from « , le financier Luc Vial, » (somebody else, in a list)."""
    words = TOKEN.findall(text, start, at + 1)[:-1]  # with the first letter of the name: « d' » ends before a word
    return bool(words) and words[-1].lower() in name_words("role_link", "determiner")


def role_in(phrase: str) -> str:
    """Return a phrase from its noun of person on, nothing if it has none among its first words.

    >>> role_in("l'ancien maire de Brest"), role_in("de l'Université Laval")
    ('ancien maire de Brest', '')
    """
    marks = list(TOKEN.finditer(phrase))
    at, _ = opening([m[0] for m in marks])
    if at >= len(marks) or noun_of(marks[at][0]) is None:
        return ""
    first, _ = opened([m[0] for m in marks], at)
    return phrase[marks[first].start() :]
