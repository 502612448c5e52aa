"""Who a form may stand for: the full name, a part of it, initials, an acronym, a misspelling; the surest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Generic, TypeVar

from pipeline.entities.gazetteer import acronyms, bare
from pipeline.entities.organisations import acronyms_of
from pipeline.entities.spelling import (
    LONGEST_END,
    PARTICLES,
    fold,
    initials,
    is_full,
    is_initials,
    name_ends,
    near,
    one_line,
)
from pipeline.language.lists import load
from pipeline.language.typography import plain

T = TypeVar("T")

# The ways in which a form stands for a name, the surest first.
NAME, SURFACE, PART, SHORT = range(4)


class Forms(Generic[T]):
    """The forms that stand for each owner.

    >>> forms = Forms[int]()
    >>> forms.add(1, "Anne de Vial", "PER", {"Vial"})
    >>> forms.add(2, "Cour des comptes", "ORG", {"Cour des comptes"})
    >>> [list(forms.find(s)) for s in ("Mme de Vial", "A. V.", "CDC", "Zoé Vial")]
    [[[1], [1]], [[1]], [[2]], []]
    """

    def __init__(self) -> None:
        """Start with no form."""
        self._tiers: tuple[dict[str, list[T]], ...] = tuple(defaultdict(list) for _ in range(4))

    def add(self, owner: T, name: str, label: str, surfaces: Iterable[str]) -> None:
        """Add an owner with its full name, its label and the forms of it in the text."""
        forms = (
            [fold(name), bare(fold(name))],
            [key for surface in surfaces for key in (fold(surface), bare(fold(surface)))],
            list(_parts(fold(name))) if label == "PER" else [],
            [*_shorts(name, label)],
        )
        for tier, keys in zip(self._tiers, forms, strict=True):
            for key in dict.fromkeys(keys):
                tier[key].append(owner)

    def find(self, surface: str) -> Iterator[list[T]]:
        """Yield the owners that a form may stand for, the surest way first."""
        surface = strip_title(plain(one_line(surface)))
        keys = dict.fromkeys((fold(surface), bare(fold(surface))))
        if is_initials(surface):
            keys = {_dotted(surface): None}
        for tier in self._tiers:
            found = [owner for key in keys for owner in tier.get(key, ())]
            if found:
                yield list({id(owner): owner for owner in found}.values())
        alike = [
            owner for key in keys for form, owners in self._tiers[PART].items() if near(form, key) for owner in owners
        ]
        if len({id(owner) for owner in alike}) == 1:
            yield alike[:1]


def _parts(key: str) -> Iterator[str]:
    """Yield the parts of a person's folded name that may stand for it: surnames, given names, all but the last word."""
    words = key.split()
    yield from name_ends(key)
    if len(words) > 2:
        yield from (word for word in words[1:] if word not in PARTICLES and len(word) > 2)
    for at in range(2, min(len(words), LONGEST_END)):
        yield " ".join(words[:at])


def _shorts(name: str, label: str) -> Iterator[str]:
    """Yield initials and given name of a person, acronyms of an organisation."""
    if label == "PER":
        if is_full(name):
            yield _dotted(name)
            yield fold(name).split(" ")[0]
        return
    if " " in name:
        yield from acronyms_of(name)
    yield from known_shorts().get(fold(name), ())


def _dotted(name: str) -> str:
    return f"{initials(name)}."


@cache
def known_shorts() -> dict[str, tuple[str, ...]]:
    """Return the short names of the well-known organisations, folded, by folded full name."""
    found: dict[str, tuple[str, ...]] = {}
    for short, name in acronyms().items():
        found[fold(name)] = (*found.get(fold(name), ()), fold(short))
    return found


def strip_title(name: str) -> str:
    """Return a name without « M. », « Mme », « Me ».

    >>> strip_title("Me Vial"), strip_title("M. Roux"), strip_title("Mehdi Roux")
    ('Vial', 'Roux', 'Mehdi Roux')
    """
    first, space, rest = name.partition(" ")
    return rest if space and first.rstrip(".") in _titles() else name


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["form"].rstrip(".") for row in load("entities/civilities"))
