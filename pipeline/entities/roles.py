"""The roles that the text gives to persons: « PDG d'OpenAI », « ancien maire de Lyon », « avocate de la famille ».

The one reader of roles: mentions, entities and quotes show what it finds. A description stands before the name (« le
ministre Paul Roux », « le maire de Brest, Paul Roux, », « Patron d'Altis, Paul Roux a… ») or after it (« Paul Roux,
ancien ministre, », « Paul Roux (PDG d'Altis) », « Paul Roux est maire de Brest »). It is a noun of person, with what
opens it (« ancien », « ex- », « premier ») and the complements that grammar ties to it. « De l'Université Laval »
has no such noun and is no role.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.entities.descriptions import gender_of, is_former, opening
from pipeline.entities.gazetteer import demonyms
from pipeline.entities.person_nouns import TOKEN, Noun, noun_of, reach
from pipeline.entities.spelling import name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

# Characters: a description with its complements is no longer than this.
_REACH = 140
# What no description crosses: the end of a sentence (not the stop of « M. » or « J. »), marks, brackets, a line.
# The character first, then what stands before a stop: quicker than the other way round.
_BREAK = re.compile(r'[;:!?«»()\n"“”….](?:(?<!\.)|(?<!\bM\.)(?<!\bMM\.)(?<!\b[DP]r\.)(?<!\b[A-Z]\.)(?!\w))')
# « le député (LR) de l'Ain » : a bracket that a description does cross.
_PARTY = re.compile(r"\(([A-ZÀ-Þ]{2,6})\)(?= d)")
_CIVILITY = re.compile(
    rf"(?<![\w-]){one_of(r['form'] for r in load('entities/civilities') if r['form'][0].isupper())}\.? ?$"
)
_LONGEST_CIVILITY = max(len(row["form"]) for row in load("entities/civilities")) + len(". ")
# What closes an apposition: « le maire, Paul Roux, » but not « devant le maire, Paul Roux a dit ».
_CLOSED = re.compile(r" ?(?:\([^()\n]{1,40}\) ?)?(?:[,.;:!?)»\n]|$)")
_AFTER = re.compile(
    r"(?: ?\([^()\n]{1,40}\))? ?, (?:\d{1,3} ans, )?"  # « Paul Roux (LR), 54 ans, maire »
    r"| \((?:\d{1,3} ans, )?"  # « Paul Roux (maire de Brest) »
    r"| (?:est|reste|devient|demeure|a été (?:élue?|nommée?|réélue?)) (?=[a-zà-ÿ' -])"  # « Paul Roux est maire »
)


@dataclass(frozen=True, slots=True)
class Role:
    """What the text calls a member where it is named at ``start``: « ancien maire de Lyon ».

    ``gender`` is what determiner and noun show, or empty; ``function`` tells an office or a trade from what
    somebody is to others (« victime », « voisin »); ``field`` is that of an office or trade which nobody holds with one
    of another field (« sport », « politics »), empty for a former one.
    """

    start: int
    text: str
    gender: str = ""
    function: bool = True
    field: str = ""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A description as read: its words, its noun, the determiner before it."""

    text: str
    noun: Noun
    determiner: str

    def role(self, start: int) -> Role:
        """Return the role that it gives to who is named at ``start``."""
        field = "" if is_former(self.text) else self.noun.field
        # « Patron d'Altis », « Premier ministre » : a capital of the sentence or of respect makes no other role.
        text = self.text[:1].lower() + self.text[1:] if self.text[1:2].islower() else self.text
        return Role(start, text, self.gender(), self.noun.function, field)

    def gender(self) -> str:
        """Return the gender that noun and determiner show."""
        return gender_of(self.noun, self.determiner, " ".join(self.text.lower().split()[:2]))


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
    low, last = 0, None
    shared: _Phrase | None = None
    persons = [name for name in names if name.label == "PER"]
    for name, following in zip_longest(persons, persons[1:]):
        before = _before(text, low, name) or (shared if last and _is_listed(text, last, name) else None)
        after, end = _after(text, name, following)
        if before and after and following and text[end : following.start] == ", ":
            after, end = None, name.end  # « le ministre Roux, le maire de Brest, Paul Vial, … »: of the next one
        found[name] = [phrase.role(name.start) for phrase in (after, before) if phrase]
        shared = before if before and before.noun.singular else None
        low, last = max(end, name.end), name
    return [found.get(name, []) for name in names]


def _is_listed(text: str, last: Name, name: Name) -> bool:
    """Tell « les ministres Paul Roux et Anne Vial »: what is said of the first holds for both."""
    return text[last.end : name.start] in (" et ", ", ")


def _after(text: str, name: Name, following: Name | None) -> tuple[_Phrase | None, int]:
    """Return the description that follows a name, and where it ends: « , PDG d'OpenAI, », « (PDG d'OpenAI) »."""
    nothing = None, name.end
    lead = _AFTER.match(text, name.end)
    if not lead:
        return nothing
    stop = _BREAK.search(text, lead.end(), lead.end() + _REACH)
    marks = list(TOKEN.finditer(text, lead.end(), stop.start() if stop else lead.end() + _REACH))
    tokens = [m[0] for m in marks]
    at, determiner = opening(tokens)
    noun = noun_of(tokens[at]) if at < len(tokens) and tokens[at][0].islower() | tokens[at].isupper() else None
    if noun is None or noun.singular or (not determiner and _governs(tokens, at)):
        return nothing
    close = marks[reach(tokens, at + 1) - 1].end()
    if lead[0][-1] != "(" and determiner in _DEFINITE and not _ends(text, close):
        return nothing
    if following and following.start < close and not _ties(text, lead.end(), following.start):
        return nothing
    first = _prefixed(tokens, at)
    return _Phrase(_slice(text, marks[first].start(), close), noun, determiner), close


def _governs(tokens: Sequence[str], at: int) -> bool:
    """Tell « Paul Roux, représentant la France, », a verb with its object, from « représentant de la France »."""
    return at + 1 < len(tokens) and tokens[at + 1].lower() in name_words("determiner")


def _prefixed(tokens: Sequence[str], at: int) -> int:
    """Return where a noun begins with its « ancien », « premier », « ex »."""
    while at and tokens[at - 1].lower() in name_words("role_prefix"):
        at -= 1
    return at


_DEFINITE = ("le", "la", "l'")


def _ends(text: str, close: int) -> bool:
    """Tell « Paul Roux, le maire, a dit » from « Selon Paul Roux, le maire a menti »: no verb follows an apposition."""
    if _CLOSED.match(text, close):
        return True
    word = TOKEN.match(text, close + 1)
    return word is None or word[0].lower() in name_words("role_goes_on")


def _ties(text: str, start: int, at: int) -> bool:
    """Tell « , avocate de Luc Vial, » from « , le financier Luc Vial, » (somebody else, in a list)."""
    words = TOKEN.findall(text, start, at)
    return bool(words) and words[-1].lower() in name_words("role_link", "determiner")


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before a name, back to where a description may begin.

    ``comma``: one parts it from the name; ``heads``: it begins a sentence.
    """

    words: str
    comma: bool
    heads: bool


def _left(text: str, low: int, name: Name) -> _Left | None:
    """Return what stands before a name without its civility; nothing if the name is not led by a space or a comma."""
    left = text[max(low, name.start - _REACH) : name.start]
    begin, sentence = 0, name.start <= _REACH and not low
    for found in _BREAK.finditer(_PARTY.sub(r" \1 ", left)):
        begin, sentence = found.end(), True
    civility = _CIVILITY.search(left, max(begin, len(left) - _LONGEST_CIVILITY))
    left = left[begin : civility.start() if civility else len(left)]
    comma = left.endswith(", ")
    if not comma and not left.endswith(" "):
        return None
    _, cut, words = (left.rstrip(" ,") if comma else left).rpartition(", ")
    return _Left(words, comma, sentence and not cut)


def _before(text: str, low: int, name: Name) -> _Phrase | None:
    """Return the description that ends at a name: « le ministre Paul Roux », « le maire de Brest, Paul Roux, »."""
    left = _left(text, low, name)
    if left is None:
        return None
    marks = list(TOKEN.finditer(left.words))
    tokens = _without_people([m[0] for m in marks])
    for at in range(len(tokens) - 1, -1, -1):
        noun = noun_of(tokens[at]) if _may_be_common(tokens, at) else None
        if noun is None or reach(tokens, at + 1) < len(tokens) or not _leads(tokens, at):
            continue
        at = _outermost(tokens, at) if left.comma else at
        noun = noun_of(tokens[at]) or noun
        first, determiner = _opened(tokens, at)
        if _is_no_description(tokens, first, determiner):
            return None
        if left.comma and not _is_apposed(text, name, determiner, first == 0 and left.heads):
            return None
        words = _slice(left.words, marks[first].start(), marks[len(tokens) - 1].end())
        return _Phrase(_singular(words, tokens[at], noun), noun, determiner)
    return None


def _outermost(tokens: Sequence[str], at: int) -> int:
    """Return the noun that heads « l'envoyé du président de la région, », which the comma closes as a whole."""
    i = at - 1
    while i > 0 and tokens[i].lower() in name_words("role_link", "determiner"):
        i -= 1
    links = tokens[i + 1 : at]
    led = any(word.lower() in _OF for word in links)
    head = next((j for j in (i, i - 1) if j >= 0 and tokens[j].islower() and noun_of(tokens[j])), -1)
    whole = led and head >= 0 and reach(tokens, head + 1) == len(tokens)
    return _outermost(tokens, head) if whole else at


_OF = frozenset(["de", "d'", "du", "des"])


def _is_no_description(tokens: Sequence[str], first: int, determiner: str) -> bool:
    """Tell what a word before forbids to be a description; a bare noun that may be a verb (« juge ») is none."""
    if first and tokens[first - 1].lower() in name_words("role_never"):
        return True
    return not determiner and tokens[first] in name_words("verb_or_noun")


def _may_be_common(tokens: Sequence[str], at: int) -> bool:
    """Tell a common noun from a word of a name: « PDG », « Patron » at the head, not « Droits de l'Homme »."""
    return at == 0 or tokens[at][0].islower() or tokens[at].isupper()


def _leads(tokens: Sequence[str], at: int) -> bool:
    """Tell whether the noun at ``at`` heads its phrase, not as « chargé » in « le conseiller chargé de la santé »."""
    if at == 0 or not (tokens[at - 1][0].isalpha() and not tokens[at - 1].endswith("'")):
        return True
    opens = ("determiner", "masculine_determiner", "role_link", "role_prefix", "role_epithet")
    if any(tokens[at - 1].lower() in name_words(use) for use in opens):
        return True
    return not any(noun_of(tokens[i]) and reach(tokens, i + 1) == len(tokens) for i in range(at))


def _is_apposed(text: str, name: Name, determiner: str, opens: bool) -> bool:
    """Tell whether « le maire de Brest, » is said of the name after it: closed, or bare and opening a sentence."""
    if not determiner:
        return opens
    return bool(_CLOSED.match(text, name.end))


def _opened(tokens: Sequence[str], first: int) -> tuple[int, str]:
    """Return where a description begins (« ancien », « premier » kept), and the determiner before it."""
    first = at = _prefixed(tokens, first)
    while at and tokens[at - 1].lower() in name_words("role_epithet"):
        at -= 1
    determiner = tokens[at - 1].lower() if at else ""
    known = determiner in name_words("determiner") or determiner in name_words("masculine_determiner")
    return first, determiner if known else ""


def _without_people(tokens: list[str]) -> list[str]:
    """Take off the inhabitant that stands between a role and a name: « la championne l'Américaine »."""
    while tokens and tokens[-1][:1].isupper() and tokens[-1].lower() in demonyms():
        tokens = tokens[:-1]
        if tokens and tokens[-1].lower() in ("le", "la", "l'"):
            tokens = tokens[:-1]
    return tokens


def _singular(words: str, form: str, noun: Noun) -> str:
    """Return « ministre français » of « ministres français », « député européen » of « députés européens »."""
    if not noun.singular:
        return words
    parts = words.replace(form, noun.singular).split(" ")
    for at in range(1, len(parts)):
        if parts[at] in name_words("role_link") or not parts[at].islower():
            break
        parts[at] = parts[at] if parts[at].endswith(("ais", "ois")) else parts[at].removesuffix("s")
    return " ".join(parts)


def _slice(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def role_in(phrase: str) -> str:
    """Return a phrase from its noun of person on, nothing if it has none among its first words.

    >>> role_in("l'ancien maire de Brest"), role_in("de l'Université Laval")
    ('ancien maire de Brest', '')
    """
    marks = list(TOKEN.finditer(phrase))
    at, _ = opening([m[0] for m in marks])
    if at >= len(marks) or noun_of(marks[at][0]) is None:
        return ""
    first, _ = _opened([m[0] for m in marks], at)
    return phrase[marks[first].start() :]
