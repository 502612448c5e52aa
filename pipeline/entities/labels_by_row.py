"""Corrections of label by the place of a name in a list, in brackets, before a person."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.entities.bounds import Names
from pipeline.entities.kinds import is_organisation_noun, known_kinds
from pipeline.entities.labels_by_list import known_labels
from pipeline.entities.spelling import fold, is_full
from pipeline.records import Name

# « Damiatte », « Le Grau du Roi »
_LONE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|(?:Le|La|Les) [A-ZÀ-Þ][\w-]+(?: (?:de |du |d'|en )[A-ZÀ-Þ][\w-]+)?")
_BY = re.compile(r" (?:de |d')")
# What parts the players of a team: « Kerval, Morvenal – Dubosel »
_PARTED = (", ", " - ")
_WORD = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'-]+")
# « la Verte Anne Vial », « l'ancien Lannionnais Luc Roy », never « de l'Ukraine Luc Roy »
_EPITHET = re.compile(
    r"(?<!\bde )(?<!\bà )(?<!\bpour )(?<!\bpar )(?<!\bavec )(?<!\bdans )(?<!\bsur )(?<!\bcontre )"
    r"(?<!\w)(?:(?:le|la|un|une) |l')(?:ex-|ancien(?:ne)? |jeune )?$",
    re.I,
)
_OF_TOWN = ("ais", "ois", "ain", "ien", "ienne", "oise", "aise", "aine")
_CANTON = re.compile(r"[A-Z]{2}")


def places_in_a_row(text: str, names: Names) -> Iterator[Name]:
    """Call a place the lone word that stands between two (« les gares de Lavaur, [Damiatte] et Vielmur »).

    >>> text = "les gares de Lavaur, Damiatte et Vielmur"
    >>> found = [Name(13, 19, "LOC"), Name(21, 29, "ORG"), Name(33, 40, "LOC")]
    >>> [n.label for n in places_in_a_row(text, found)]
    ['LOC', 'LOC', 'LOC']
    """
    for at, name in enumerate(names):
        surface = text[name.start : name.end]
        lone = _LONE.fullmatch(surface) is not None and not surface.isupper() and surface not in known_labels()
        if lone and name.label in ("ORG", "MISC") and 0 < at < len(names) - 1:
            one, two = names[at - 1], names[at + 1]
            row = text[one.end : name.start] == ", " and text[name.end : two.start] in (", ", " et ", " ou ")
            if row and one.label == two.label == "LOC":
                name = name._replace(label="LOC")
        yield name


def works_in_a_row(text: str, names: Names) -> Iterator[Name]:
    """Call works all that stand in a list of three or more with their authors (« X de Luc Roy, Y d'Anne Vial »).

    >>> text = "Sillages de Luc Roy, Monstre d'Anne Vial et Chêne de Léo Caron"
    >>> found = [(0, 8, "MISC"), (12, 19, "PER"), (21, 28, "PER"), (31, 40, "PER"), (44, 49, "ORG"), (53, 62, "PER")]
    >>> [n.label for n in works_in_a_row(text, [Name(*n) for n in found])]
    ['MISC', 'PER', 'MISC', 'PER', 'MISC', 'PER']
    """
    pairs = [
        (one, two)
        for one, two in pairwise(names)
        if two.label == "PER" and _BY.fullmatch(text, one.end, two.start) and is_full(text[two.start : two.end])
    ]
    works: set[Name] = set()
    row: list[Name] = []
    last = -1
    for one, two in pairs:
        row = [*row, one] if row and text[last : one.start] in (", ", " et ") else [one]
        last = two.end
        if len(row) > 2 and any(n.label == "MISC" for n in row):
            works |= set(row)
    for name in names:
        yield name._replace(label="MISC") if name in works else name


def persons_in_brackets(text: str, names: Names) -> Iterator[Name]:
    """Call a person the lone word that follows one in brackets (« (Anne Vial, [Roy]) »).

    >>> text = "10 buts (Anne Vial, Roy)"
    >>> [n.label for n in persons_in_brackets(text, [Name(9, 18, "PER"), Name(20, 23, "LOC")])]
    ['PER', 'PER']
    """
    past: Name | None = None
    for name in names:
        listed = past is not None and past.label == "PER" and text[past.end : name.start] == ", "
        if listed and past and name.label != "PER" and text.startswith(")", name.end):
            opened = text[past.start - 1 : past.start] == "(" and text[name.start : name.end] not in known_labels()
            name = name._replace(label="PER") if opened else name
        past = name
        yield name


def persons_in_a_row(text: str, names: Names) -> Iterator[Name]:
    """Call a person the lone word that stands between two in a list of surnames (« Kerval, [Roy] – Dubosel »).

    >>> text = "Brest : Kerval, Roy - Dubosel"
    >>> [n.label for n in persons_in_a_row(text, [Name(8, 14, "PER"), Name(16, 19, "ORG"), Name(22, 29, "PER")])]
    ['PER', 'PER', 'PER']
    """
    for at, name in enumerate(names):
        if name.label != "PER" and 0 < at < len(names) - 1 and _WORD.fullmatch(text, name.start, name.end):
            one, two = names[at - 1], names[at + 1]
            gaps = text[one.end : name.start], text[name.end : two.start]
            row = all(gap in _PARTED for gap in gaps) and one.label == two.label == "PER"
            lone = " " not in text[one.start : one.end] and " " not in text[two.start : two.end]
            surface = text[name.start : name.end]
            if row and lone and surface not in known_labels() and fold(surface) not in known_kinds():
                name = name._replace(label="PER")
        yield name


def places_in_brackets(text: str, names: Names) -> Iterator[Name]:
    """Call a place the two letters in brackets after one: the canton of « Cugy (FR) ».

    >>> text = "à Cugy (FR)"
    >>> [n.label for n in places_in_brackets(text, [Name(2, 6, "LOC"), Name(8, 10, "ORG")])]
    ['LOC', 'LOC']
    """
    past: Name | None = None
    for name in names:
        letters = name.label in ("ORG", "MISC") and _CANTON.fullmatch(text, name.start, name.end)
        told = letters and past and past.label == "LOC" and text[past.end : name.start] == " ("
        past = name._replace(label="LOC") if told and text.startswith(")", name.end) else name
        yield past


def drop_epithets(text: str, names: Names) -> Iterator[Name]:
    """Drop what a person is called by before the name (« l'ancien [Lannionnais] Luc Roy », « la [Verte] Anne Vial »).

    >>> text = "la Verte Anne Vial et le Kremlin Luc Roy"
    >>> found = [Name(3, 8, "ORG"), Name(9, 18, "PER"), Name(25, 32, "ORG"), Name(33, 40, "PER")]
    >>> [text[n.start:n.end] for n in drop_epithets(text, found)]
    ['Anne Vial', 'Kremlin', 'Luc Roy']
    """
    for at, name in enumerate(names):
        following = names[at + 1] if at + 1 < len(names) else None
        before_person = following and following.label == "PER" and following.start == name.end + 1
        said = before_person and following and is_full(text[following.start : following.end])
        lone = said and name.label != "PER" and _WORD.fullmatch(text, name.start, name.end)
        if not (lone and _is_said(text, name)):
            yield name


def _is_said(text: str, name: Name) -> bool:
    """Tell what somebody is from the name of a place or of a known body."""
    word = text[name.start : name.end]
    place = name.label == "LOC" and not word.endswith(_OF_TOWN)
    if place or word in known_labels() or is_organisation_noun(word.lower()):
        return False
    return _EPITHET.search(text, max(0, name.start - 24), name.start) is not None
