"""Somebody who may be the speaker of a quote, and where the article names him."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.entities.cast import Member
from pipeline.entities.person_nouns import noun_of
from pipeline.entities.spelling import fold
from pipeline.language.stems import content, stem
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.names import demonym_genders

CandidateKind = Literal["person", "organisation", "place", "other", "several", "phrase", "nobody"]

# « les « gilets jaunes » » are the same without the marks.
_MARKS = re.compile(r'«\s?|\s?»|["“”]')
# Where the first word of a phrase ends; its words.
HEAD = re.compile(r"[\s']")
_FIRST, _NOUNS, _WORD = (re.compile(p) for p in (r"[\w-]+\.?", r"[^\W\d_]+(?:-[^\W\d_]+)*", r"[^\W\d_]+"))
# Characters of the longest phrase that may stand for somebody.
LONGEST = 400


class Place(NamedTuple):
    """Where a candidate is named or described, in the sentence of a rank, and what the sentence makes of it there.

    ``subject`` of a verb, of a verb of speech (``speaks``), ``agent`` of a passive, ``led`` by a preposition; ``to``
    tells « à » and « au », ``reported`` a place among what somebody is reported to say, without marks; ``turned`` is
    « le propriétaire, lui, ».
    """

    start: int
    end: int
    sentence: int
    quoted: bool = False
    subject: bool = False
    speaks: bool = False
    agent: bool = False
    led: bool = False
    to: bool = False
    reported: bool = False
    turned: bool = False


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody who may speak: a member of the cast, a phrase of the article, nobody.

    ``key`` is the folded name, by which a candidate is known; ``places`` stand in the order of the text, ``starts`` are
    where they begin; ``described`` holds the stems of its roles and kinds, ``nations`` those of « russe », « niçoise »
    among them; ``acts`` tells that some place of it is no mere complement.
    """

    name: str
    kind: CandidateKind
    member: Member | None = None
    gender: str = ""
    plural: bool = False
    described: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    key: str = field(init=False)
    places: list[Place] = field(init=False, default_factory=list)
    starts: list[int] = field(init=False, default_factory=list)
    quoted: int = field(init=False, default=0)
    acts: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        """Fold the name, once."""
        self.key = fold(self.name)

    def add(self, place: Place) -> None:
        """Add the next place."""
        self.places.append(place)
        self.starts.append(place.start)
        self.quoted += place.quoted
        self.acts = self.acts or not (place.led or place.quoted)

    def within(self, start: int, end: int) -> list[Place]:
        """Return the places that share a character with ``[start, end)``, in order."""
        first = bisect_left(self.starts, start - LONGEST)
        last = bisect_left(self.starts, end)
        return [p for p in self.places[first:last] if start < p.end]

    def before(self, at: int) -> list[Place]:
        """Return the last places outside quotes that begin before an offset, in order, at most eight."""
        last = bisect_left(self.starts, at)
        return [p for p in self.places[max(0, last - 8) : last] if not p.quoted]

    def after(self, at: int) -> Place | None:
        """Return the first place outside quotes that begins at an offset or after it."""
        first = bisect_left(self.starts, at)
        return next((p for p in self.places[first : first + 8] if not p.quoted), None)


class Event(NamedTuple):
    """Somebody acts or speaks at a place of the text."""

    at: int
    who: Candidate


NOBODY = Candidate("", "nobody")
# « son avocate »: before a vowel the determiner tells no gender.
_EITHER = re.compile(r"(?i)[mts]on [aeéèêiîoôuyhœ]")


@lru_cache(maxsize=4096)
def gender_of(phrase: str, before: str = "") -> str:
    """Return the gender of a phrase by its determiner, pronoun or noun; ``before`` may hold its determiner.

    >>> gender_of("la ministre"), gender_of("l'avocate"), gender_of("l'élève"), gender_of("il", "il. Puis")
    ('f', 'f', '', 'm')
    >>> gender_of("son avocate"), gender_of("son frère")
    ('f', 'm')
    """
    first = None if _EITHER.match(before or phrase) else _FIRST.match(before or phrase)
    word = first[0].lower() if first else ""
    for form in (word, word.rstrip(".")):
        if form in words("feminine") or form in words("masculine"):
            return "f" if form in words("feminine") else "m"
    nouns = (noun_of(w.lower()) for w in _NOUNS.findall(phrase)[:4])
    return next((noun.gender for noun in nouns if noun and noun.gender), "")


@lru_cache(maxsize=4096)
def nations_of(phrase: str) -> frozenset[str]:
    """Return the stems of the people or place that a description names: « l'ambassadeur russe ».

    >>> nations_of("l'ambassadrice russe") == nations_of("un diplomate russe"), nations_of("le maire")
    (True, frozenset())
    """
    found = (w.lower() for w in _WORD.findall(phrase))
    return frozenset(stem(w) for w in found if demonym_genders(w))


def phrase_candidate(surface: str) -> Candidate:
    """Return the candidate of a phrase, its article in lower case: « Les autorités » are « les autorités ».

    >>> [phrase_candidate(p).name for p in ("Les autorités", "L'ONG", "D'autres", "Le Monde")]
    ['les autorités', "l'ONG", "d'autres", 'Le Monde']
    """
    first = HEAD.split(surface, maxsplit=1)[0]
    small = first.lower()
    led = small in words("determiner") or f"{small}'" in words("determiner")
    rest = surface[len(first) :].lstrip("' ")
    noun = rest.partition(" ")[0]
    common = not noun[:1].isupper() or (noun.isupper() and noun.lower() in words("organisation"))
    name = surface[:1].lower() + surface[1:] if (led and common) or small == "d" else surface
    name = _MARKS.sub("", name)
    gender = gender_of(name)
    return Candidate(name, "phrase", None, gender, small in words("plural"), content(surface))


def with_article(text: str, start: int, end: int) -> str:
    """Return a phrase of a text with the article that a preposition has taken: « le maire » in « les dires du maire ».

    >>> with_article("Aux dires du maire", 13, 18), with_article("la colère des élus", 14, 18)
    ('le maire', 'les élus')
    >>> with_article("ont dit des élus", 8, 16), with_article("le parti des Verts", 13, 18)
    ('des élus', 'Verts')
    """
    surface = text[start:end]
    led = _CONTRACTED.match(text[max(0, start - 4) : start].lstrip())
    return f"{_ARTICLES[led[1].lower()]} {surface}" if led and surface[:1].islower() else surface


_CONTRACTED = re.compile(r"(?i)(du|des|aux?) ")
_ARTICLES = {"du": "le", "des": "les", "au": "le", "aux": "les"}
