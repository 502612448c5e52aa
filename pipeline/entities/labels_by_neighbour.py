"""Corrections of label by the names beside a name, and by the words that name what it is before a comma."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.entities.bounds import Names
from pipeline.entities.gazetteer import demonyms, is_given
from pipeline.entities.labels_by_context import is_work_there
from pipeline.entities.labels_by_list import known_labels
from pipeline.entities.organisations import fits
from pipeline.entities.spelling import is_full, name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

_ON_ROAD = re.compile(
    rf"""(?<!\w)(?:
        reli(?:e|ent|era|eront|erait|er|ant|ait|ée?s?)\ (?:la\ |le\ |les\ |l')?                # reliera X à Y
        | (?:{one_of(name_words("road"))})s?(?!\w)[^.,;:!?\n]{{0,40}}
            \ (?:entre\ |depuis\ |de\ |d')(?:la\ |le\ |les\ |l')?                             # la ligne de X à Y
    )$""",
    re.VERBOSE,
)
_OF_WORK = re.compile(
    rf"(?<!\w)(?:(?:le|la|son|sa|leur|un|une) |l')(?:[a-zà-ÿ-]+ )?{one_of(name_words('work'))}"
    r"(?: [^,.;:!?()\n]{1,60})?, $"
)
_FAMILIES = re.compile(r" (?:ou|et) (?:les|des|aux) ")  # « des Dassault ou des Fabius »
_OF_TOWN = ("istes", "ais", "ois", "iens", "ains")
_PEOPLE = re.compile(r"(?<!\w)(?:les|des|aux|ces) $", re.I)
_DETERMINER = re.compile(r"(?<!\w)(?:la|une|les|des|aux|cette) $", re.I)
_INHABITANT = re.compile(r"[A-ZÀ-Þ][\w-]{4,}(?:ienne|oise|aise)s?")
_PLACE_FIRST = re.compile(rf"{one_of(name_words('place_first'))}(?=[ -]|$)")
_BOROUGH = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+ [IVX]+e")
_MINUTE = re.compile(r" \(\d{1,3}(?:e|'|’)(?!\w)")
_GIVEN_AND_SURNAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)? [A-ZÀ-Þ][\w'-]+")
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-Z]{3,6}")
# Letters of an inhabitant that no other word ends like (« la Vienne », « la Guyenne » are shorter).
_LONG_INHABITANT = 11


def places_by_road(text: str, names: Names) -> Iterator[Name]:
    """Call a place what a line or a road ties to one (« le tronçon relierait [Le Roncier] à Vannes »).

    >>> text = "La ligne entre Le Roncier et Vannes"
    >>> [n.label for n in places_by_road(text, [Name(15, 25, "PER"), Name(29, 35, "LOC")])]
    ['LOC', 'LOC']
    """
    tied = set()
    for one, two in pairwise(names):
        labels = {one.label, two.label}
        mixed = "LOC" in labels and labels & {"PER", "ORG"} and text[one.end : two.start] in (" à ", " et ", " et à ")
        if mixed and _ON_ROAD.search(text, max(0, one.start - 80), one.start):
            tied |= {one, two}
    for name in names:
        place = name in tied and not (name.label == "PER" and is_given(text[name.start : name.end]))
        yield name._replace(label="LOC") if place else name


def places_by_shape(text: str, names: Names) -> Iterator[Name]:
    """Call a place what opens with the noun of one (« le Château de Vals »), a plan what opens with « Plan ».

    >>> text = "l'Arena de Brest et le Plan Bleu"
    >>> [n.label for n in places_by_shape(text, [Name(2, 16, "ORG"), Name(23, 32, "ORG")])]
    ['LOC', 'MISC']
    """
    for name in names:
        if name.label == "ORG":
            first = re.split(r"[ -]", text[name.start : name.end], maxsplit=1)[0]
            last = text[name.start : name.end].rsplit(" ", 1)[-1]
            opens = _PLACE_FIRST.match(text, name.start, name.end) is not None
            if opens or last in name_words("place_last") or _BOROUGH.fullmatch(text, name.start, name.end):
                name = name._replace(label="LOC")
            elif first in name_words("plan_first"):
                name = name._replace(label="MISC")
        yield name


def works_by_description(text: str, names: Names) -> Iterator[Name]:
    """Call a work what stands between commas after the noun of one (« la pièce de Jean Vial, Sillages, »).

    >>> text = "le film de Jean Vial, Sillages, sort"
    >>> [n.label for n in works_by_description(text, [Name(11, 20, "PER"), Name(22, 30, "ORG")])]
    ['PER', 'MISC']
    """
    for name in names:
        between = name.label in ("ORG", "LOC") and text[name.start - 2 : name.start] == ", "
        closed = between and text[name.end : name.end + 1] in (",", ".", ")")
        if closed and _OF_WORK.search(text, max(0, name.start - 90), name.start):
            name = name._replace(label="MISC")
        yield name


def works_by_evidence(text: str, names: Names) -> Iterator[Name]:
    """Call a work all that one noun of a work names in the article (« le film X »), but a person or a known name.

    >>> text = "Les Exilés, une fresque de Luc Roy, sort. On aime Les Exilés."
    >>> [n.label for n in works_by_evidence(text, [Name(0, 10, "MISC"), Name(50, 60, "ORG")])]
    ['MISC', 'MISC']
    """
    works = [n for n in names if n.label == "MISC"]
    mixed = {text[n.start : n.end] for n in names if works and n.label in ("ORG", "LOC")} - known_labels().keys()
    told = {text[n.start : n.end] for n in works if text[n.start : n.end] in mixed and is_work_there(text, n)}
    for name in names:
        work = name.label in ("ORG", "LOC") and text[name.start : name.end] in told
        yield name._replace(label="MISC") if work else name


def feasts(text: str, names: Names) -> Iterator[Name]:
    """Call a feast, not a place, what « la » names after a saint (« avant la Saint-Jean »).

    >>> text = "avant la Saint-Jean, à Saint-Jean"
    >>> [n.label for n in feasts(text, [Name(9, 19, "LOC"), Name(23, 33, "LOC")])]
    ['MISC', 'LOC']
    """
    for name in names:
        surface = text[name.start : name.end]
        saint = surface.startswith("Saint-") and surface in _saints()
        told = saint and text[max(0, name.start - 3) : name.start].lower() == "la "
        yield name._replace(label="MISC") if told else name


@cache
def _saints() -> frozenset[str]:
    return frozenset(row["name"] for row in load("dates/named_days"))


def no_persons(text: str, names: Names) -> Iterator[Name]:
    """Call an organisation what no person is called: consonants alone (« MHSC »), a team (« les Merlus »).

    >>> text = "le MHSC bat les Merlus"
    >>> [n.label for n in no_persons(text, [Name(3, 7, "PER"), Name(16, 22, "PER")])]
    ['ORG', 'ORG']
    """
    surnames = {word for n in names if n.label == "PER" for word in text[n.start : n.end].split(" ")[1:]}
    families = {two for one, two in pairwise(names) if _FAMILIES.fullmatch(text, one.end, two.start)}
    for name in names:
        surface = text[name.start : name.end]
        if name.label == "PER" and surface not in known_labels() and " " not in surface:
            people = _PEOPLE.search(text, max(0, name.start - 5), name.start) and name not in families
            if people and surface.endswith(_OF_TOWN):
                continue  # « les Brivistes »
            team = people and surface.endswith("s") and surface not in surnames and not is_given(surface)
            if team or _NO_VOWEL.fullmatch(surface):
                name = name._replace(label="ORG")
        yield name


def persons_beside(text: str, names: Names) -> Iterator[Name]:
    """Call a person the full name that « et » ties to one (« [Emma Vial] et Luc Roy »), and a scorer (« [Roy] (14e »).

    >>> text = "Emma Vial et Luc Roy, deux buts de Marsac (25e)"
    >>> found = [Name(0, 9, "MISC"), Name(13, 20, "PER"), Name(35, 41, "ORG")]
    >>> [n.label for n in persons_beside(text, found)]
    ['PER', 'PER', 'PER']
    """
    for at, name in enumerate(names):
        joined = text.startswith((" et ", " ("), name.end) or text.startswith(" et ", max(0, name.start - 4))
        if joined and name.label != "PER":
            surface = text[name.start : name.end]
            beside = [n for n in names[max(0, at - 1) : at + 2] if n.label == "PER"]
            tied = any(text[min(n.end, name.end) : max(n.start, name.start)] == " et " for n in beside)
            full = is_full(surface) and is_given(surface.split(" ")[0]) and surface not in known_labels()
            lone = " " not in surface and not surface.isupper() and not surface.endswith(_OF_TOWN)
            scores = lone and surface not in known_labels() and _MINUTE.match(text, name.end)
            if (tied and full and _GIVEN_AND_SURNAME.fullmatch(surface)) or scores:
                name = name._replace(label="PER")
        yield name


def drop_inhabitants(text: str, names: Names) -> Iterator[Name]:
    """Drop the inhabitant of a town that no list has: « la Saint-Ambroisienne », never « la Marseillaise ».

    >>> text = "La Montluçonnaise gagne à Vienne"
    >>> [text[n.start:n.end] for n in drop_inhabitants(text, [Name(3, 17, "LOC"), Name(26, 32, "LOC")])]
    ['Vienne']
    """
    for name in names:
        found = name.label in ("LOC", "PER") and _INHABITANT.fullmatch(text, name.start, name.end)
        surface = text[name.start : name.end]
        told = found and (surface.lower() in demonyms() or "-" in surface or len(surface) > _LONG_INHABITANT)
        if not told or not _DETERMINER.search(text, max(0, name.start - 6), name.start):
            yield name


def given_names_to_persons(text: str, names: Names) -> Iterator[Name]:
    """Call a person the given name of one of the article (« Olivier Roy parle. [Olivier] rit. »).

    >>> text = "Olivier Roy parle. Olivier rit."
    >>> [n.label for n in given_names_to_persons(text, [Name(0, 11, "PER"), Name(19, 26, "LOC")])]
    ['PER', 'PER']
    """
    full = (text[n.start : n.end] for n in names if n.label == "PER")
    given = {form.split(" ")[0] for form in full if is_full(form)}
    for name in names:
        surface = text[name.start : name.end]
        bearer = name.label != "PER" and surface in given and is_given(surface)
        yield name._replace(label="PER") if bearer else name


def acronyms_like_names(text: str, names: Names) -> Iterator[Name]:
    """Give the acronym in brackets the label of the name that it shortens.

    >>> text = "le Contrat de désendettement (CD)"
    >>> [n.label for n in acronyms_like_names(text, [Name(3, 28, "MISC"), Name(30, 32, "ORG")])]
    ['MISC', 'MISC']
    """
    labels = {}
    for one, two in pairwise(names):
        if one.label != two.label and text[one.end : two.start] == " (" and text.startswith(")", two.end):
            short, long = text[two.start : two.end], text[one.start : one.end]
            if "PER" not in (one.label, two.label) and fits(re.sub(r"\d", "", short), long):
                labels[short] = one.label
    for name in names:
        label = labels.get(text[name.start : name.end], name.label)
        yield name if label == name.label else name._replace(label=label)
