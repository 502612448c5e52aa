"""Corrections that lengthen or add names by the words around them."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.entities.bounds import Names
from pipeline.entities.gazetteer import demonyms
from pipeline.entities.labels_by_list import known_labels
from pipeline.entities.spans import meeting
from pipeline.entities.spelling import name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of, standing
from pipeline.records import Name

_JOIN = r"(?:de la |de l'|du |des |de |d'|pour la |pour le |pour les |pour l')"
ADJECTIVE = (
    r"(?: [a-zà-ÿ-]+(?:al|ale|aux|ales|iques?|en|enne|ens|ennes|ains?|aines?|ifs?|ives?|ois|oises?|ais|aises?|istes?"
    r"|nies?|ières?|aires?|oles?|és?|ées?|ins?|ines?))"
)
_GROUP = rf"(?: {_JOIN}[\w-]+{ADJECTIVE}?(?:,? et (?:{_JOIN})?[\w-]+{ADJECTIVE}?)?)"
# From the capital on, then what stands before it: far quicker over a whole text than the other way round.
_INHABITANT = re.compile(
    r"(?P<people>[A-ZÀ-Þ](?:(?<=(?:[Ll][ae]|[AaDd]u) .)(?<!\w.. .)|(?<=[Ll]'.)(?<!\w.'.))[a-zà-ÿ-]++) "
    r"(?P<person>[A-ZÀ-Þ][\w'-]+(?: (?:(?:van|von|de|der|den|el|al|bin|ben|del|della|di|da|dos) )*+[A-ZÀ-Þ][\w'-]+)*+)"
)
# What an organisation is for or against: « la [Ligue] contre le cancer », « la [Fondation] des femmes ».
_CAUSE = re.compile(
    r" (?:(?:contre|pour) (?:la |le |les |l')|(?:de l'|de la |des |du ))"
    r"[a-zà-ÿ-]{3,}+(?: (?:de |d'|du |des )[a-zà-ÿ-]{3,}+)?"
)
_TITLED = re.compile(
    r"M(?<![\w'-].)(?<!« .)(?<![«\"“].)(?:\.|me|lle|e|gr) (?P<person>[A-ZÀ-Þ][\w'-]*[a-zà-ÿ]"
    r"(?: (?:(?:de|du|des|van|von|Le|La) )*+[A-ZÀ-Þ][\w'-]*[a-zà-ÿ])*+)"
)
_TITLE = re.compile(r"(?P<article>L(?:es? |a |'))(?P<rest>.+)")
_LISTED = re.compile(r",? et (?:enfin |aussi )?(?:du|de la|des|de l') ")
# From the capital on, then what stands before it: quicker over a whole text than the other way round.
_NUMBERED = re.compile(r"(?<!\w)(?:A ?\d{1,2}|(?:RN|RD|N|D) ?\d{1,4}[A-Z]?)(?![\w%-]|[.,]\d)")
_ROAD_BEFORE = re.compile(r"(?<!\w)(?:[Aa]utoroute|[Nn]ationale|[Dd]épartementale|la route|sur (?:l'|la)) ?$")
_LAW = re.compile(
    r"(?<![\w'-])(?:(?:la|une|cette|projet de|proposition de) |l')"
    r"(?P<law>(?:loi|affaire) [A-ZÀ-Þ][\w-]*[a-zà-ÿ][\w-]*+(?: (?:[IVX]+|\d)(?![\w%]|[.,]\d))?)(?! [A-ZÀ-Þ])"
)
_ARMY = re.compile(r"(?<=[dlL]')armée (?P<people>[a-zà-ÿ-]++)(?! [a-zà-ÿ]*aise)")


@cache
def _organisation() -> re.Pattern[str]:
    words = standing((row["form"] for row in load("entities/organisation_words")), r"[\w-]")
    return re.compile(rf"{words}{ADJECTIVE}?(?:{_GROUP}{{0,2}} {_JOIN}|{_GROUP}{{1,2}} (?:en|au|aux) )$")


def extend_organisations(text: str, names: Names) -> Iterator[Name]:
    """Join the name of an organisation that was cut (« Mission de l'Union africaine en [Somalie] »).

    >>> text = "le Parti des travailleurs du Kurdistan"
    >>> [text[n.start:n.end] for n in extend_organisations(text, [Name(29, 38, "LOC")])]
    ['Parti des travailleurs du Kurdistan']
    """
    for at, name in enumerate(names):
        if name.label == "ORG" and text[name.start : name.end] in name_words("cause_head"):
            found = _CAUSE.match(text, name.end, names[at + 1].start if at + 1 < len(names) else len(text))
            name = name._replace(end=found.end()) if found else name
        if name.label in ("LOC", "ORG") and text[name.start - 1 : name.start] in (" ", "'"):
            found = _organisation().search(text, max(0, name.start - 70), name.start)
            listed = found and at and names[at - 1].end > found.start() and _LISTED.match(text, names[at - 1].end)
            if found and not listed and "\n" not in found[0]:
                yield Name(found.start(), name.end, "ORG")
                continue
        yield name


def add_inhabitants(text: str, names: Names) -> Iterator[Name]:
    """Call a person what follows the name of an inhabitant (« la Russe Deriglazova »).

    >>> text = "L'or va à la Kényane Faith Kipyegon."
    >>> [(text[n.start:n.end], n.label) for n in add_inhabitants(text, [])]
    [('Faith Kipyegon', 'PER')]
    """
    added = [
        Name(*found.span("person"), "PER")
        for found in _INHABITANT.finditer(text)
        if found["people"].lower() in demonyms() and found["people"] not in ("Suisse", "Corse")
    ]
    yield from (n for n in names if not meeting(added, n.start, n.end))
    yield from added


def add_titled(text: str, names: Names) -> Iterator[Name]:
    """Add the person that a title announces (« Me Dehée », « Mme Roux ») where the model has found none.

    >>> text = "selon Me Dehée, avocate"
    >>> [(text[n.start:n.end], n.label) for n in add_titled(text, [])]
    [('Dehée', 'PER')]
    """
    yield from names
    for found in _TITLED.finditer(text):
        if not meeting(names, *found.span("person")):
            yield Name(*found.span("person"), "PER")


def add_papers(text: str, names: Names) -> Iterator[Name]:
    """Add the newspaper that is spoken to, or that tells (« un entretien au [Parisien] », « selon la [Provence] »).

    A name that the model has found stays what it is; only a place is called a newspaper, where one tells.

    >>> text = "dans un entretien au Parisien, puis au Parisien Luc Roy, selon la Provence"
    >>> [(text[n.start:n.end], n.label) for n in add_papers(text, [Name(66, 74, "LOC")])]
    [('Provence', 'ORG'), ('Parisien', 'ORG')]
    """
    told = set()
    for found in _from_paper().finditer(text):
        if (found["article"].capitalize(), found["paper"]) in _titles():
            told.add((found.start("article" if found["article"][0] == "L" else "paper"), found.end("paper")))
    for name in names:
        is_paper = name.label in ("LOC", "MISC") and (name.start, name.end) in told
        yield name._replace(label="ORG") if is_paper else name
    for found in _to_paper().finditer(text):
        if _said().search(text, max(0, found.start() - 40), found.start()):
            told.add(found.span("paper"))
    yield from (Name(*span, "ORG") for span in sorted(told) if not meeting(names, *span))


@cache
def _to_paper() -> re.Pattern[str]:
    """Return the pattern of a newspaper whose name opens with « Le » or « Les », after « au », « aux »."""
    papers = one_of(title for article, title in _titles() if article in ("Le ", "Les "))
    return re.compile(rf" aux? (?P<paper>{papers})(?![\w-]| [A-ZÀ-Þ])")


@cache
def _from_paper() -> re.Pattern[str]:
    """Return the pattern of a newspaper after « selon » and the like."""
    words = (form for word in name_words("from_paper") for form in (word, word.capitalize()))
    papers = one_of(rest for _, rest in _titles())
    tells = standing(words, r"[\w-]")
    return re.compile(rf"{tells} (?P<article>[Ll](?:es? |a |'))(?P<paper>{papers})(?![\w-]| [A-ZÀ-Þ])")


@cache
def _titles() -> frozenset[tuple[str, str]]:
    """Return the organisations whose name an article opens, as article and rest."""
    found = (_TITLE.fullmatch(name) for name, label in known_labels().items() if label == "ORG")
    return frozenset((title["article"], title["rest"]) for title in found if title)


@cache
def _said() -> re.Pattern[str]:
    """Return the pattern of what is said to a newspaper, at the end of a text."""
    days = one_of(row["weekday"] for row in load("dates/weekdays"))
    return re.compile(rf"(?<!\w){one_of(name_words('to_paper'))}(?: (?:hier|{days})(?: matin| soir)?)?$")


def add_roads(text: str, names: Names) -> Iterator[Name]:
    """Add the road whose number the model has missed (« l'autoroute A 81 », « sur la RN 12 »).

    >>> text = "sur l'autoroute A 81, sur l'A 7 et l'A380"
    >>> [text[n.start:n.end] for n in add_roads(text, [])]
    ['A 81', 'A 7']
    """
    yield from names
    for found in _NUMBERED.finditer(text):
        led = _ROAD_BEFORE.search(text, max(0, found.start() - 20), found.start())
        if led and not meeting(names, *found.span()):
            yield Name(*found.span(), "LOC")


def add_laws(text: str, names: Names) -> Iterator[Name]:
    """Add the law or the case that the model has missed (« la loi Egalim 3 », « l'affaire Altis »).

    >>> text = "la loi Egalim 3 et la loi Travail"
    >>> [(text[n.start:n.end], n.label) for n in add_laws(text, [])]
    [('loi Egalim 3', 'MISC'), ('loi Travail', 'MISC')]
    """
    yield from names
    for found in _LAW.finditer(text) if "loi " in text or "affaire " in text else ():
        if not meeting(names, *found.span("law")):
            yield Name(*found.span("law"), "MISC")


def add_armies(text: str, names: Names) -> Iterator[Name]:
    """Add the army of a country (« l'armée malienne »).

    >>> text = "l'armée malienne avance"
    >>> [text[n.start:n.end] for n in add_armies(text, [])]
    ['armée malienne']
    """
    yield from names
    if "armée" in text:
        for found in _ARMY.finditer(text):
            if found["people"] in demonyms():
                yield Name(found.start(), found.end("people"), "ORG")
