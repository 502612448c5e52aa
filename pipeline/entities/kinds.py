"""What an organisation is called: « réseau social », « agence »; from the article, and the list of the well-known."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.entities.gazetteer import bare
from pipeline.entities.person_nouns import TOKEN
from pipeline.entities.spelling import fold, name_words
from pipeline.language.lists import load
from pipeline.language.typography import plain
from pipeline.records import Name

# Characters and words that a noun with its adjectives takes beside a name.
_NEAR, _MOST_WORDS = 60, 5
_APPOSED = re.compile(
    r"(?: ?\([^()\n]{1,30}\))?, (?:(?:le|la|un|une|ce|cette|son|sa|premier|première) |l')|,? \((?:le |la |l')?"
)
_BREAK = re.compile(r'[,;:!?«»()\n"“”….](?!(?<=\.)\w)')


def kinds_of(text: str, name: str, places: list[Name]) -> frozenset[str]:
    """Return the common nouns that an organisation is called by, singular, in lower case.

    >>> text = "Le réseau social français Altis recule. Sur Altis, la plateforme de vidéos, on rit."
    >>> sorted(kinds_of(text, "Altis", [Name(26, 31, "ORG"), Name(44, 49, "ORG")]))
    ['plateforme', 'réseau social']
    >>> sorted(kinds_of("", "Banque postale", []))
    ['banque']
    """
    found = set(known_kinds().get(bare(fold(name)), ()))
    found.update(_opening(TOKEN.findall(name.lower())))
    for place in places:
        found.update(_before(text, place))
        apposed = _APPOSED.match(text, place.end)
        if apposed:
            stop = _BREAK.search(text, apposed.end(), apposed.end() + _NEAR)
            high = stop.start() if stop else apposed.end() + _NEAR
            # « la Banque de Brest, l'Agence des eaux » are two.
            found.update(_opening([w for w in TOKEN.findall(text[apposed.end() : high]) if not w[0].isupper()]))
    return frozenset(found)


def _before(text: str, place: Name) -> Iterator[str]:
    """Yield the noun that leads to a name: « le quotidien économique Les Échos », « les réseaux sociaux X et Y »."""
    left = text[max(0, place.start - _NEAR) : place.start]
    if left.endswith("'") or (left.endswith(" ") and left[left.rfind(" ", 0, -1) + 1 : -1].lower() in _LINKS):
        return  # as nearly always
    begin = max((found.end() for found in _BREAK.finditer(left)), default=0)
    tokens = TOKEN.findall(left[begin:].lower())[-_MOST_WORDS:]
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].endswith("'") or tokens[at] in _LINKS:
            return
        if kind := next(_opening(tokens[at:]), ""):
            yield kind
            return


_LINKS = frozenset(["de", "du", "des", "à", "au", "aux", "en", "le", "la", "les", "par", "avec", "sur", "que"])


def _opening(tokens: list[str]) -> Iterator[str]:
    """Yield the longest noun of organisation that opens a run of words, an adjective before it or not."""
    for at in (0, 1):
        for phrase, kind in _nouns().get(tokens[at], ()) if at < len(tokens) else ():
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                yield kind
                return


def kind_called(phrase: str) -> str:
    """Return the kind that a definite description names, nothing if it names none.

    >>> kind_called("le réseau social"), kind_called("L’agence européenne"), kind_called("une agence")
    ('réseau social', 'agence', '')
    """
    tokens = TOKEN.findall(plain(phrase).lower())
    definite = tokens[:1] and tokens[0] in name_words("definite")
    return next(_opening(tokens[1:]), "") if definite else ""


@lru_cache(maxsize=65536)
def is_organisation_noun(word: str) -> bool:
    """Tell whether a lower-case word opens what an organisation is called.

    >>> [is_organisation_noun(w) for w in ("autorité", "énergie", "fournisseurs")]
    [True, False, False]
    """
    return any(phrase == (kind,) for phrase, kind in _nouns().get(word, ()))


@cache
def known_kinds() -> dict[str, tuple[str, ...]]:
    """Return what well-known organisations are, by folded name without article.

    >>> known_kinds()["instagram"]
    ('réseau social',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in load("entities/organisations"):
        key = bare(fold(row["name"]))
        if row["kind"] not in found.get(key, ()):
            found[key] = (*found.get(key, ()), row["kind"])
    return found


@cache
def _nouns() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the nouns of organisation, singular and plural, by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load("entities/organisation_nouns"):
        kind = row["form"]
        words = tuple(TOKEN.findall(kind.lower()))
        plural = (_plural(words[0]), *(w if any(link in words for link in _LINKS) else _plural(w) for w in words[1:]))
        for form in dict.fromkeys((words, plural)):
            found.setdefault(form[0], []).append((form, kind))
    return {first: sorted(rows, key=lambda row: (-len(row[0]), row[0])) for first, rows in found.items()}


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "'")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith("eau") else "s")
