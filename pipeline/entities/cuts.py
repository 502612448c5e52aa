"""Corrections that cut what a model has run together: an office, a verb, a sentence, where one is from."""

import re
from collections.abc import Iterator

from pipeline.entities.bounds import Names, in_lower_case, opens_sentence
from pipeline.entities.gazetteer import countries, is_given
from pipeline.entities.kinds import is_organisation_noun, known_kinds
from pipeline.entities.person_nouns import holds_office
from pipeline.entities.spelling import fold, name_words
from pipeline.language.patterns import one_of
from pipeline.records import Name

_OFFICE = re.compile(rf"(?<![\w-])(?:{one_of(name_words('of_state'))})s? (?:de la |de l'|d')$", re.I)
_STATE = re.compile(r"(?:[Rr]épublique|[ÉE]tat)(?: (?:(?:de la |du |des |de |d'|à )(?=[A-ZÀ-Þ])|[a-zà-ÿ-]+$)|$)")
_NEXT_SENTENCE = re.compile(r"[.!?] (?:Les?|La|Une?|Des|Il|Elle|Ils|On|Ce|Cette|Au|En) ")
_FUTURE = re.compile(r" [a-zà-ÿ]{2,}(?:er|ir|[^aeiou]r)(?:a|ont|ait|aient)(?![\w'-])")
_SPORT = re.compile(r"(?P<country>[A-ZÀ-Þ][\w-]+) (?:de |d'|du )[a-zà-ÿ-]+$")
_PURPOSE = re.compile(r" pour (?:[a-zà-ÿ]+ |l')?[a-zà-ÿ]{2,}(?:er|ir|dre)(?![\w-])")
_FROM = re.compile(r" (?:de |d'|du )")
_ARTICLE = 3
_FIRST_WORD = re.compile(r"(?P<first>[A-ZÀ-Þ][a-zà-ÿ]+) (?=[A-ZÀ-Þ])")


def cut_offices(text: str, names: Names) -> Iterator[Name]:
    """Cut the State off what holds office for it (« le procureur de la [République de] Brest »).

    >>> text = "le procureur de la République de Brest"
    >>> [(text[n.start:n.end], n.label) for n in cut_offices(text, [Name(19, 38, "LOC")])]
    [('Brest', 'LOC')]
    """
    for name in names:
        found = _STATE.match(text, name.start, name.end) if text[name.start] in "RrÉE" else None
        if found and _OFFICE.search(text, max(0, name.start - 40), name.start):
            if found.end() < name.end:
                yield Name(found.end(), name.end, "LOC")
        else:
            yield name


def cut_purposes(text: str, names: Names) -> Iterator[Name]:
    """Cut off what the body that a common noun opens does something for: « la [cour d'appel] pour revoir le dossier ».

    >>> text = "la cour d'appel pour revoir le dossier et l'association Agir pour vivre"
    >>> [text[n.start:n.end] for n in cut_purposes(text, [Name(3, 38, "ORG"), Name(56, 71, "ORG")])]
    ["cour d'appel", 'Agir pour vivre']
    """
    for name in names:
        common = name.label == "ORG" and text[name.start].islower()
        found = _PURPOSE.search(text, name.start, name.end) if common else None
        yield name._replace(end=found.start()) if found else name


def cut_sports(text: str, names: Names) -> Iterator[Name]:
    """Keep the country that has champions « de [France] de rugby ».

    >>> text = "champion de France de rugby et République du Congo"
    >>> [(text[n.start:n.end], n.label) for n in cut_sports(text, [Name(12, 27, "ORG"), Name(31, 50, "LOC")])]
    [('France', 'LOC'), ('République du Congo', 'LOC')]
    """
    for name in names:
        found = _SPORT.match(text, name.start, name.end)
        country = found is not None and fold(found["country"]) in countries()
        yield Name(name.start, name.start + len(found["country"]), "LOC") if found and country else name


def cut_verbs(text: str, names: Names) -> Iterator[Name]:
    """Cut a name before a verb to come: « la Caisse de dépôt [étudiera des scénarios] ».

    >>> text = "La Caisse de dépôt étudiera des scénarios"
    >>> [text[n.start:n.end] for n in cut_verbs(text, [Name(3, 41, "ORG")])]
    ['Caisse de dépôt']
    """
    for name in names:
        found = _FUTURE.search(text, name.start + 1, name.end) if name.label == "ORG" else None
        yield name._replace(end=found.start()) if found else name


def cut_sentences(text: str, names: Names) -> Iterator[Name]:
    """Cut a name where the next sentence begins: « chez les époux D. [La 206] ».

    >>> text = "l'Hôtel Roc. La ville"
    >>> [text[n.start:n.end] for n in cut_sentences(text, [Name(2, 21, "ORG")])]
    ['Hôtel Roc']
    """
    for name in names:
        found = _NEXT_SENTENCE.search(text, name.start, name.end)
        if not found:
            yield name
        elif found.start() > name.start + 1:  # an initial names nobody
            yield name._replace(end=found.start())


def cut_origins(text: str, names: Names) -> Iterator[Name]:
    """Cut the place that a person is from, where the article names it too: « le lieutenant Roy [de Givors] ».

    >>> text = "À Givors, le lieutenant Roy de Givors"
    >>> [text[n.start:n.end] for n in cut_origins(text, [Name(2, 8, "LOC"), Name(24, 37, "PER")])]
    ['Givors', 'Roy']
    """
    places = {text[n.start : n.end] for n in names if n.label == "LOC"}
    for name in names:
        found = _FROM.search(text, name.start, name.end) if places and name.label == "PER" else None
        from_there = found and " " not in text[name.start : found.start()] and text[found.end() : name.end] in places
        yield name._replace(end=found.start()) if found and from_there else name


def cut_holders(text: str, names: Names) -> Iterator[Name]:
    """Part a body from the person who holds an office in it: « le président de la [Fédération] [Anne Vial] ».

    What is named after somebody (« le directeur de l'Institut Louis Pasteur ») is one name.

    >>> text = "le patron de la Maison Verte Luc Morel et la directrice de l'Institut Louis Pasteur"
    >>> [(text[n.start:n.end], n.label) for n in cut_holders(text, [Name(16, 38, "ORG"), Name(61, 83, "ORG")])]
    [('Maison Verte', 'ORG'), ('Luc Morel', 'PER'), ('Institut Louis Pasteur', 'ORG')]
    """
    for name in names:
        at = _holder(text, name) if name.label != "PER" else 0
        yield name._replace(end=at - 1) if at else name
        if at:
            yield Name(at, name.end, "PER")


def _holder(text: str, name: Name) -> int:
    """Return where the person who holds an office begins in the name of the body, or 0."""
    words = text[name.start : name.end].split(" ")
    for count in (2, 3):
        person, last = words[-count:], words[-count - 1 : -count]
        if (
            last
            and is_given(person[0])
            and all(map(_CAPITAL.match, person))
            and holds_office(text, name.start, last[0])
        ):
            return name.end - len(" ".join(person))
    return 0


_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w'-]*[a-zà-ÿ]")


def cut_places_in_capitals(text: str, names: Names) -> Iterator[Name]:
    """Cut the place that a headline sets in capitals off a person: « [BRÉVANS-SUR-LOUE] Anne Vial s'en va ».

    >>> text = "BRÉVANS Anne Vial s'en va"
    >>> [text[n.start:n.end] for n in cut_places_in_capitals(text, [Name(0, 17, "PER")])]
    ['Anne Vial']
    """
    for name in names:
        found = _IN_CAPITALS.match(text, name.start, name.end) if name.label == "PER" else None
        yield name._replace(start=found.end()) if found and is_given(found["given"]) else name


_IN_CAPITALS = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'-]{3,} )+(?=(?P<given>[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?) [A-ZÀ-Þ][a-zà-ÿ'-]+)"
)


def split_networks(text: str, names: Names) -> Iterator[Name]:
    """Part the network where somebody writes from who does: « a écrit sur [Telegram] [Ihor Petrenko] ».

    >>> text = "a écrit sur Telegram Ihor Petrenko"
    >>> [(text[n.start:n.end], n.label) for n in split_networks(text, [Name(12, 34, "PER")])]
    [('Telegram', 'ORG'), ('Ihor Petrenko', 'PER')]
    """
    for name in names:
        led = name.label == "PER" and text.endswith("sur ", 0, name.start)
        found = _FIRST_WORD.match(text, name.start, name.end) if led else None
        if found and not _NETWORKS.isdisjoint(known_kinds().get(fold(found["first"]), ())):
            yield Name(name.start, found.end("first"), "ORG")
            name = name._replace(start=found.end())
        yield name


_NETWORKS = frozenset(["réseau social", "messagerie", "plateforme"])


def cut_common_words(text: str, names: Names) -> Iterator[Name]:
    """Cut the common noun that opens a sentence off a person or a place: « [Amendes] Covid », where « amendes » follow.

    >>> text = "Incendies Provence : les incendies reculent"
    >>> [text[n.start:n.end] for n in cut_common_words(text, [Name(0, 18, "LOC")])]
    ['Provence']
    """
    for name in names:
        opens = name.label in ("PER", "LOC") and opens_sentence(text, name.start)
        found = _FIRST_WORD.match(text, name.start, name.end) if opens else None
        first = found["first"] if found else ""
        common = len(first) > _ARTICLE and not is_given(first) and not is_organisation_noun(first.lower())
        common = common and in_lower_case(text, first, name.start)
        yield name._replace(start=found.end()) if found and common else name
