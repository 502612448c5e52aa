"""Descriptions that stand for somebody: « le maire de Lyon », « l'ancienne ministre »; what they share with a role."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.entities.person_nouns import TOKEN, Noun, noun_of
from pipeline.entities.spelling import fold, name_words
from pipeline.language.lists import load
from pipeline.language.stems import content, stem
from pipeline.language.typography import plain

# Descriptions that are kept read: those of the last articles.
_REMEMBERED = 16_384
_FORMER = frozenset(["ancien", "ancienne", "ex"])


@dataclass(frozen=True, slots=True)
class Description:
    """A description by its stems: all that count, those of the nouns that head it; former or not; its gender.

    A gender is that of determiner or noun, empty where neither shows one (« l'astronaute », « la victime »).
    """

    stems: frozenset[str]
    heads: frozenset[str]
    former: bool
    gender: str

    def fits(self, other: "Description") -> bool:
        """Tell whether who is called by the ``other`` may be called by this: all its words, one head in common.

        >>> secretary, maire = read_description("secrétaire du maire"), read_description("maire de Brest")
        >>> [bool(read_description("le maire").fits(d)) for d in (secretary, maire)]
        [False, True]
        """
        return self.stems <= other.stems and not self.heads.isdisjoint(other.heads)


@lru_cache(maxsize=_REMEMBERED)
def read_description(phrase: str) -> Description | None:
    """Return what a description says; none if no noun of person heads it.

    >>> read_description("l'ancienne ministre").former, read_description("la juge").gender
    (True, 'f')
    >>> phrases = "l'ex-astronaute", "l'ancienne astronaute", "premier astronaute", "première astronaute"
    >>> [read_description(phrase).gender for phrase in phrases]
    ['', 'f', 'm', 'f']
    >>> read_description("la Commission européenne") is None
    True
    """
    tokens = TOKEN.findall(plain(phrase))
    at, determiner = opening(tokens)
    noun = noun_of(tokens[at]) if at < len(tokens) else None
    if noun is None or noun.singular:
        return None
    end = at
    while end < len(tokens) and noun_of(tokens[end]):
        end += 1
    heads = frozenset(stem(word) for word in tokens[at:end])
    opens = " ".join(tokens[max(0, at - 1) : at + 2]).lower()
    return Description(content(phrase), heads, is_former(phrase), gender_of(noun, determiner, opens))


def name_in(phrase: str) -> str:
    """Return the name that ends a definite description without belonging to it as a complement.

    >>> name_in("le procureur Hestrin"), name_in("le maire de Brest"), name_in("un ami de la société Altis")
    ('Hestrin', '', '')
    """
    phrase = plain(phrase)
    tokens = list(TOKEN.finditer(phrase))
    if not tokens or tokens[0][0].lower() not in name_words("definite"):
        return ""
    for at in range(1, len(tokens)):
        if tokens[at][0][0].isupper():
            led = tokens[at - 1][0].lower() in name_words("role_link", "determiner")
            return "" if led else phrase[tokens[at].start() :]
    return ""


def meanings(said: Description) -> Iterator[Description]:
    """Yield a description, then those that mean it: « le chef de l'État » for a president, « l'édile » for a mayor."""
    yield said
    for name, means in synonyms():
        if name <= said.stems and not name.isdisjoint(said.heads):
            yield replace(said, stems=said.stems - name | means, heads=means)


def opening(tokens: list[str]) -> tuple[int, str]:
    """Return where the noun of « lui-même l'actuel ancien ministre » stands, and its determiner."""
    at, determiner = 0, ""
    passed = name_words("role_adverb", "determiner", "role_epithet", "role_prefix")
    while at < len(tokens) - 1 and tokens[at].lower() in passed:
        if tokens[at].lower() in name_words("determiner"):
            determiner = tokens[at].lower()
        at += 1
    return at, determiner


def gender_of(noun: Noun, determiner: str, opens: str) -> str:
    """Return the gender that determiner, « ancienne » and noun show; « la victime » shows none.

    ``opens`` holds the first words of the phrase, in small letters.
    """
    words = opens.split()
    if any(word in name_words("grammatical_feminine") for word in words):
        return ""
    if determiner in name_words("feminine_determiner") or "ancienne" in words or "première" in words:
        return "f"
    masculine = determiner in name_words("masculine_determiner") or "ancien" in words or "premier" in words
    return noun.gender or ("m" if masculine else "")


def is_former(description: str) -> bool:
    """Tell whether a description says what somebody no longer is.

    >>> is_former("l'ancien maire"), is_former("ex-ministre"), is_former("le maire")
    (True, True, False)
    """
    return not _FORMER.isdisjoint(fold(description).replace("'", " ").split()[:3])


@cache
def synonyms() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return pairs of descriptions, by their stems: who is called the first may be known as the second."""
    return tuple((content(row["role"]), content(row["means"])) for row in load("entities/role_synonyms"))
