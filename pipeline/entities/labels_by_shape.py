"""Corrections by the shape of a name: the words that firms are called by, the numbers of roads, credits."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.entities.additions import ADJECTIVE
from pipeline.entities.bounds import Names
from pipeline.entities.gazetteer import countries, demonyms, is_given
from pipeline.entities.labels_by_list import known_labels
from pipeline.entities.spelling import fold, name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

_ROAD = re.compile(r"(?:(?:A|N|RN|RD) ?\d{1,4}|D ?\d{2,4})[A-Z]?")
_AND = re.compile(r"(?: \([a-zà-ÿ][^()\d\n]{3,60}\))? et ")
_DETERMINED = re.compile(r"(?<!\w)(?:(?:les?|la|du|des|aux?) |[dl]')$", re.I)
_DATELINE = re.compile(r"(?: \([^()\n]{2,40}\))?(?:, (?:le )?\d{1,2}(?:er)? | ?[-–—] )")
_SHOUTED = re.compile(r"[A-ZÀ-Þ]{3,}(?:-[A-ZÀ-Þ]{3,})? [A-ZÀ-Þ'-]{3,}")
_SAINT = re.compile(r"Sainte?-[A-ZÀ-Þ]\w+(?:-[A-ZÀ-Þ]\w+)* (?:d'|de |du |des |en |sur )(?:la |l')?[A-ZÀ-Þ][\w-]+")
_COP = re.compile(r"COP ?\d{1,2}")
_IN_TOWN = re.compile(r"[\w-]+ (?:de |d')(?:la |l'|La |Le )?[A-ZÀ-Þ][\w-]+")
# « la Conférence [sur les changements climatiques] », « [sur l'avenir de l'eau] »
_SUBJECT = re.compile(
    rf" sur (?:la |le |les |l')[a-zà-ÿ-]{{3,}}+(?:{ADJECTIVE}(?![a-zà-ÿ-]))?"
    r"(?: (?:de |d'|du |des )(?:la |l')?[a-zà-ÿ-]{3,}+)?"
)
LONGEST_ACRONYM = 4
_ON_ROAD = re.compile(r"(?<!\w)(?:la (?:départementale |nationale |route )?|l'(?:autoroute )?|autoroute )$", re.I)


def organisations_by_shape(text: str, names: Names) -> Iterator[Name]:
    """Call an organisation what bears the word of one (« Acwa Power », « Radio-Canada »).

    >>> text = "Acwa Power et Radio-Canada"
    >>> [n.label for n in organisations_by_shape(text, [Name(0, 10, "PER"), Name(14, 26, "LOC")])]
    ['ORG', 'ORG']
    """
    for name in names:
        if name.label != "ORG":
            words = text[name.start : name.end].replace("-", " ").split(" ")
            firm = words[-1] in name_words("firm_last") or words[0] in name_words("firm_first")
            firm = firm or (words[0] in name_words("club_first") and words[-1].lower() in demonyms())
            if firm and len(words) > 1 and not any(map(str.islower, words)):
                name = name._replace(label="ORG")
        yield name


def firms_by_pair(text: str, names: Names) -> Iterator[Name]:
    """Call an organisation the lone word that « et » ties to one without article (« Alstom et Pomerleau »).

    Brackets may tell what each one makes: « Alstom (des trains) et Pomerleau ».

    >>> text = "Alstom et Pomerleau bâtissent, le PS et Hamon hésitent"
    >>> pairs = [Name(0, 6, "ORG"), Name(10, 19, "PER"), Name(34, 36, "ORG"), Name(40, 45, "PER")]
    >>> [n.label for n in firms_by_pair(text, pairs)]
    ['ORG', 'ORG', 'ORG', 'PER']
    """
    tied = {
        n
        for one, two in pairwise(names)
        if {one.label, two.label} == {"ORG", "PER"} and _AND.fullmatch(text, one.end, two.start)
        for n in (one, two)
        if n.label == "PER" and not _DETERMINED.search(text, max(0, one.start - 5), one.start)
    }
    for name in names:
        surface = text[name.start : name.end]
        yield name._replace(label="ORG") if name in tied and surface.isalpha() and not is_given(surface) else name


def bodies_by_noun(text: str, names: Names) -> Iterator[Name]:
    """Call an organisation what opens with the common noun of one (« la [communauté de communes Terre d'Oc] »).

    >>> text = "la communauté de communes Terre d'Oc"
    >>> [n.label for n in bodies_by_noun(text, [Name(3, 36, "LOC")])]
    ['ORG']
    """
    for name in names:
        sought = name.label == "LOC" or (name.label == "MISC" and text[name.start].islower())
        body = sought and _body().match(text, name.start, name.end) is not None
        yield name._replace(label="ORG") if body else name


@cache
def _body() -> re.Pattern[str]:
    rows = [row["head"] for row in load("entities/name_heads") if row["place"] == "in" and row["label"] == "ORG"]
    return re.compile(rf"{one_of(form for row in rows for form in (row, row[0].upper() + row[1:]))} (?=\w)")


def persons_in_capitals(text: str, names: Names) -> Iterator[Name]:
    """Call a person a given name and a surname in capitals (« ANNE VIAL »), as credits have them.

    >>> text = "ANNE VIAL et CANAL PLUS"
    >>> [n.label for n in persons_in_capitals(text, [Name(0, 9, "ORG"), Name(13, 23, "ORG")])]
    ['PER', 'ORG']
    """
    for name in names:
        if name.label in ("ORG", "MISC") and _SHOUTED.fullmatch(text, name.start, name.end):
            first, _, last = text[name.start : name.end].partition(" ")
            known = f"{first.title()} {last.title()}" in known_labels() or fold(first) in countries()
            if is_given(first) and not known and last.title() not in name_words("firm_last"):
                name = name._replace(label="PER")
        yield name


def places_by_saint(text: str, names: Names) -> Iterator[Name]:
    """Call a place what a saint's name with its complement names (« Saint-Laurent d'Airelle »).

    >>> text = "à Saint-Laurent d'Oc"
    >>> [n.label for n in places_by_saint(text, [Name(2, 20, "PER")])]
    ['LOC']
    """
    for name in names:
        saint = name.label in ("PER", "MISC") and _SAINT.fullmatch(text, name.start, name.end)
        yield name._replace(label="LOC") if saint else name


def extend_clubs(text: str, names: Names) -> Iterator[Name]:
    """Give a club the letters that were cut off its town (« le SC [Bastia] »).

    >>> text = "le SC Bastia et l'US Orléans"
    >>> [(text[n.start:n.end], n.label) for n in extend_clubs(text, [Name(3 + 3, 12, "LOC"), Name(21, 28, "LOC")])]
    [('SC Bastia', 'ORG'), ('US Orléans', 'ORG')]
    """
    for name in names:
        letters = text[max(0, name.start - 4) : name.start - 1].rsplit(" ", 1)[-1].rsplit("'", 1)[-1]
        led = name.label == "LOC" and text[name.start - 1 : name.start] == " " and letters in name_words("club_before")
        yield Name(name.start - 1 - len(letters), name.end, "ORG") if led else name


def datelines(text: str, names: Names) -> Iterator[Name]:
    """Call a place the capitals that open a dispatch (« LAGOS, 9 octobre (Reuters) »).

    >>> text = "LAGOS, 9 octobre (Reuters) - Le prix monte."
    >>> [n.label for n in datelines(text, [Name(0, 5, "ORG")])]
    ['LOC']
    """
    for name in names:
        start, end, label = name
        opens = label != "LOC" and (not start or text[start - 1] == "\n") and text[start:end].isupper()
        if opens and end - start > LONGEST_ACRONYM and _DATELINE.match(text, end):
            name = name._replace(label="LOC")
        yield name


def events(text: str, names: Names) -> Iterator[Name]:
    """Call no organisation a meeting that a place, a number or its subject names, and give it its subject.

    >>> text = "la COP30, la Conférence de Bonn, la Conférence mondiale sur l'eau, la Conférence des évêques"
    >>> found = [Name(3, 8, "ORG"), Name(13, 31, "ORG"), Name(36, 55, "ORG"), Name(70, 92, "ORG")]
    >>> [(text[n.start:n.end], n.label) for n in events(text, found)]  # doctest: +NORMALIZE_WHITESPACE
    [('COP30', 'MISC'), ('Conférence de Bonn', 'MISC'), ("Conférence mondiale sur l'eau", 'MISC'),
     ('Conférence des évêques', 'ORG')]
    """
    for at, name in enumerate(names):
        if name.label in ("ORG", "MISC") and text[name.start] in _event_initials():
            first = re.split(r"[ \d]", text[name.start : name.end], maxsplit=1)[0]
            if first in name_words("event_first"):
                stop = names[at + 1].start if at + 1 < len(names) else len(text)
                subject = _SUBJECT.match(text, name.end, stop)
                if subject or _SUBJECT.search(text, name.start, name.end) or _IN_TOWN.fullmatch(text, *name[:2]):
                    name = Name(name.start, subject.end() if subject else name.end, "MISC")
            elif _COP.fullmatch(text, name.start, name.end):
                name = name._replace(label="MISC")
        yield name


def roads(text: str, names: Names) -> Iterator[Name]:
    """Call a place the number of a road (« sur la D1089 »).

    >>> text = "sur la D1089 et la D8"
    >>> [n.label for n in roads(text, [Name(7, 12, "MISC"), Name(19, 21, "ORG")])]
    ['LOC', 'ORG']
    """
    for name in names:
        numbered = name.label != "LOC" and text[name.end - 1].isdigit() and _ROAD.fullmatch(text, name.start, name.end)
        if numbered and _ON_ROAD.search(text, max(0, name.start - 20), name.start):
            name = name._replace(label="LOC")
        yield name


def split_credits(text: str, names: Names) -> Iterator[Name]:
    """Part the organisation from the person that a credit puts side by side (« [Bloomberg] [Marie-Laure Perrin] »).

    >>> text = "Photo Bloomberg Marie-Laure Perrin"
    >>> [(text[n.start:n.end], n.label) for n in split_credits(text, [Name(6, 34, "PER")])]
    [('Bloomberg', 'ORG'), ('Marie-Laure Perrin', 'PER')]
    """
    organisations = _agencies() | {text[n.start : n.end] for n in names if n.label == "ORG"}
    for name in names:
        words = text[name.start : name.end].split(" ") if name.label in ("PER", "ORG") else ()
        if len(words) == 3 and words[0] in organisations and is_given(words[1]) and not is_given(words[0]):
            at = name.start + len(words[0])
            yield Name(name.start, at, "ORG")
            yield Name(at + 1, name.end, "PER")
        else:
            yield name


@cache
def _event_initials() -> frozenset[str]:
    return frozenset(word[0] for word in name_words("event_first")) | {"C"}


@cache
def _agencies() -> frozenset[str]:
    """Return the known organisations of one word."""
    return frozenset(
        row["name"] for row in load("entities/known_names") if row["label"] == "ORG" and " " not in row["name"]
    )
