"""The descriptions that stand before a name: « le ministre Paul Roux », « l'avocat de Paul Roux, Me Vial, »."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entities.descriptions import gender_of, is_former
from pipeline.entities.gazetteer import demonyms, given_names
from pipeline.entities.person_nouns import TOKEN, Noun, noun_of, reach
from pipeline.entities.spelling import fold, name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

# Characters: a description with its complements is no longer than this.
REACH = 140
# What no description crosses: the end of a sentence (not the stop of « M. » or « J. »), marks, brackets, a line.
# The character first, then what stands before a stop: quicker than the other way round.
BREAK = re.compile(r'[;:!?«»()\n"“”….](?:(?<!\.)|(?<!\bM\.)(?<!\bMM\.)(?<!\b[DP]r\.)(?<!\b[A-Z]\.)(?!\w))')
# « le député (LR) de l'Ain », « la cheffe de Brest solidaire (BS), » : a bracket that a description does cross.
_PARTY = re.compile(r"\(([A-ZÀ-Þ]{2,6})\)(?= d|,)")
# « présidente de Brest solidaire [(BS)] »
_SHORT = re.compile(r" ?\( ?[A-ZÀ-Þ]{2,6} ?\)$")
# « premier [Ministre] », « vice-[Président] du Sénat »
_RESPECT = re.compile(r"^(?:[a-zà-ÿ-]+[ -])?(?P<noun>[A-ZÀ-Þ][a-zà-ÿ-]+)")
# « le ministre[, le général ]Paul Roux »
_RANK = re.compile(rf"(?P<comma>, )(?:le |la |l'){one_of(name_words('rank'))}(?:-major| d'armée)? $")
_COMMA = re.compile(r"(?: \([^()\n]{1,40}\))?,")
_CIVILITY = re.compile(
    rf"(?<![\w-]){one_of(r['form'] for r in load('entities/civilities') if r['form'][0].isupper())}\.? ?$"
)
_LONGEST_CIVILITY = max(len(row["form"]) for row in load("entities/civilities")) + len(". ")
# What closes an apposition: « le maire, Paul Roux, » but not « devant le maire, Paul Roux a dit ».
CLOSED = re.compile(r" ?(?:\([^()\n]{1,40}\) ?)?(?:[,.;:!?)»\n]|$)| qu(?:i |')")


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
class Phrase:
    """A description as read: its words, its noun, the determiner before it."""

    text: str
    noun: Noun
    determiner: str

    def role(self, start: int) -> Role:
        """Return the role that it gives to who is named at ``start``."""
        field = "" if is_former(self.text) else self.noun.field
        # « Patron d'Altis », « Premier ministre » : a capital of the sentence or of respect makes no other role.
        text = self.text[:1].lower() + self.text[1:] if self.text[1:2].islower() else self.text
        text = _RESPECT.sub(lambda found: found[0].lower() if is_office(found["noun"]) else found[0], text)
        return Role(start, text, self.gender(), self.noun.function, field)

    def gender(self) -> str:
        """Return the gender that noun and determiner show."""
        return gender_of(self.noun, self.determiner, " ".join(self.text.lower().split()[:2]))


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before a name, back to where a description may begin.

    ``comma``: one parts it from the name; ``heads``: it begins a sentence; ``earlier`` is what stands before it, as
    far as a comma.
    """

    words: str
    comma: bool
    heads: bool
    earlier: str = ""


def _left(text: str, low: int, name: Name) -> _Left | None:
    """Return what stands before a name without its civility; nothing if the name is not led by a space or a comma."""
    left = text[max(low, name.start - REACH) : name.start]
    begin, sentence = 0, name.start <= REACH and not low
    for found in BREAK.finditer(_PARTY.sub(r" \1 ", left)):
        begin, sentence = found.end(), True
    civility = _CIVILITY.search(left, max(begin, len(left) - _LONGEST_CIVILITY))
    left = left[begin : civility.start() if civility else len(left)]
    comma = left.endswith(", ")
    if not comma and not left.endswith(" "):
        return None
    past, cut, words = (left.rstrip(" ,") if comma else left).rpartition(", ")
    return _Left(words, comma, sentence and not cut, past.rpartition(", ")[2])


def said_before(text: str, low: int, name: Name) -> Phrase | None:
    """Return the description that ends at a name: « le ministre Paul Roux », « le maire de Brest, Paul Roux, »."""
    left = _left(text, low, name)
    if left is None:
        return None
    marks = list(TOKEN.finditer(left.words))
    tokens = _without_people([m[0] for m in marks])
    at = _innermost(tokens)
    noun = noun_of(tokens[at]) if at >= 0 else None
    if noun is None:
        return None
    at = _outermost(tokens, at) if left.comma else at
    noun = noun_of(tokens[at]) or noun
    first, determiner = opened(tokens, at)
    if _is_no_description(tokens, first, determiner):
        return None
    follows = CLOSED.match(text, name.end) and _is_office_too(left.earlier)
    opens = first == 0 and (left.heads or bool(follows))
    if left.comma and not _is_apposed(text, name, determiner, opens):
        return None
    words = slice_of(left.words, marks[first].start(), marks[len(tokens) - 1].end())
    return Phrase(_SHORT.sub("", _singular(words, tokens[at], noun)), noun, determiner)


def said_beyond(text: str, low: int, name: Name) -> Phrase | None:
    """Return the office that stands before a rank: « Le ministre de la Défense, le général Paul Roux, »."""
    rank = _RANK.search(text, max(low, name.start - REACH), name.start)
    if not rank or not _COMMA.match(text, name.end):
        return None
    office = said_before(text, low, Name(rank.end("comma"), name.end, name.label))
    return office if office and office.noun.function else None


def said_through(text: str, low: int, last: Name, name: Name, following: Name | None) -> Phrase | None:
    """Return the description that names somebody else: « l'avocat de Paul Roux, Anne Vial, », closed, in no list."""
    left = _left(text, low, name) if _is_set_apart(text, last, name, following) else None
    marks = list(TOKEN.finditer(left.words)) if left else []
    tokens = [m[0] for m in marks]
    at = _tied(text, tokens, last)
    if left is None or at < 0:
        return None
    noun = noun_of(tokens[at])
    first, determiner = opened(tokens, at)
    if noun is None or noun.singular or _is_no_description(tokens, first, determiner):
        return None
    given = given_names().get(fold(text[name.start : name.end].split(" ")[0]), "")
    if not (determiner or (first == 0 and left.heads)) or (noun.gender and given and noun.gender != given):
        return None
    return Phrase(slice_of(left.words, marks[first].start(), marks[-1].end()), noun, determiner)


def _is_set_apart(text: str, last: Name, name: Name, following: Name | None) -> bool:
    """Tell « …, Anne Vial, » and « …, Me Anne Vial, » behind a name from one of a list."""
    apart = text[last.end : name.start]
    listed = following is not None and text[name.end : following.start] == ", "
    led = apart == ", " or (apart.startswith(", ") and _CIVILITY.fullmatch(apart[2:]) is not None)
    return led and not listed and CLOSED.match(text, name.end) is not None


def _tied(text: str, tokens: Sequence[str], last: Name) -> int:
    """Return which token is the noun that « de » ties to somebody named, or -1."""
    inner = _innermost(tokens)
    if inner < 0 or len(tokens) <= len(TOKEN.findall(text, last.start, last.end)):
        return -1
    if _OF_SOMEBODY.search(_CIVILITY.sub("", text[max(0, last.start - 30) : last.start])):
        return inner
    outer = _outermost(tokens, inner)
    return outer if outer != inner else -1  # « le ministre Luc Morel, Anne Vial, »: said of the first


def _is_office_too(earlier: str) -> bool:
    """Tell what another office goes before: « [le ministre d'État], ministre de la Santé, Paul Roux »."""
    tokens = TOKEN.findall(earlier)
    at = _innermost(tokens)
    noun = noun_of(tokens[at]) if at >= 0 else None
    return noun is not None and noun.function and not noun.singular and bool(_opened_by_article(tokens, at))


def _opened_by_article(tokens: Sequence[str], at: int) -> bool:
    return opened(tokens, at)[1] in ("le", "la", "l'", "du", "au")


def _innermost(tokens: Sequence[str]) -> int:
    """Return the last noun of person whose description goes on to the end; -1 if there is none."""
    for at in range(len(tokens) - 1, -1, -1):
        noun = noun_of(tokens[at]) if _may_be_common(tokens, at) else None
        if noun and reach(tokens, at + 1) == len(tokens) and _leads(tokens, at):
            return at
    return -1


def _outermost(tokens: Sequence[str], at: int) -> int:
    """Return the noun that heads « l'envoyé du président de la région, », which the comma closes as a whole."""
    i = at - 1
    while i > 0 and tokens[i].lower() in name_words("role_link", "determiner"):
        i -= 1
    links = tokens[i + 1 : at]
    led = any(word.lower() in _OF or word == "au" for word in links)
    heads = (j for j in range(i, max(-1, i - _COMPLEMENT), -1) if tokens[j].islower() and noun_of(tokens[j]))
    head = next((j for j in heads if reach(tokens, j + 1) == len(tokens)), -1)
    return _outermost(tokens, head) if led and head >= 0 else at


_BEFORE_MANY = frozenset(["à", "avec", "devant", "par", "pour"])
_OF = frozenset(["de", "d'", "du", "des"])
_OF_SOMEBODY = re.compile(r"(?<!\w)(?:de |d'|du |des )$")
# Words back from « du ministre » to what may head it: « chef de cabinet du ministre ».
_COMPLEMENT = 4


def _is_no_description(tokens: Sequence[str], first: int, determiner: str) -> bool:
    """Tell what a word before forbids to be a description; a bare noun that may be a verb (« juge ») is none."""
    if first and tokens[first - 1].lower() in name_words("role_never"):
        return True
    if first > 1 and tokens[first - 1] == "des" and tokens[first - 2].lower() in _BEFORE_MANY:
        return True  # « dit à des journalistes Paul Roux »
    return not determiner and tokens[first] in name_words("verb_or_noun")


def _may_be_common(tokens: Sequence[str], at: int) -> bool:
    """Tell a common noun from a word of a name: « PDG », « Patron » at the head, not « Droits de l'Homme ».

    « Le Directeur général » bears the capital of respect after its article, « au Premier Ministre » after both.
    """
    if at == 0 or tokens[at][0].islower() or tokens[at].isupper():
        return True
    led = prefixed(tokens, at) - 1
    return is_office(tokens[at]) and tokens[led].lower() in _ARTICLES and (led < 1 or tokens[led].islower())


_ARTICLES = frozenset(["le", "la", "l'", "au", "du"])


def is_office(word: str) -> bool:
    """Tell the noun of an office or a trade, of one person: « Directeur », not « Avocats », « Homme »."""
    noun = noun_of(word)
    return noun is not None and noun.function and not noun.singular


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
    return bool(CLOSED.match(text, name.end))


def opened(tokens: Sequence[str], first: int) -> tuple[int, str]:
    """Return where a description begins (« ancien », « premier » kept), and the determiner before it."""
    first = at = prefixed(tokens, first)
    while at and tokens[at - 1].lower() in name_words("role_epithet"):
        at -= 1
    determiner = tokens[at - 1].lower() if at else ""
    known = determiner in name_words("determiner") or determiner in name_words("masculine_determiner")
    return first, determiner if known else ""


def _without_people(tokens: list[str]) -> list[str]:
    """Take off the inhabitant between a role and a name: « la championne l'Américaine », not « le roi des Belges »."""
    while tokens and tokens[-1][:1].isupper() and tokens[-1].lower() in demonyms() and tokens[-2:-1] != ["des"]:
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


def slice_of(text: str, start: int, end: int) -> str:
    """Return a passage with single spaces."""
    return " ".join(text[start:end].split())


def prefixed(tokens: Sequence[str], at: int) -> int:
    """Return where a noun begins with its « ancien », « premier », « ex »."""
    while at and tokens[at - 1].lower() in name_words("role_prefix"):
        at -= 1
    return at
