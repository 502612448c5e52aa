"""The cast of an article: who is who, decided once.

Every person, organisation, place and other name of an article is a ``Member`` of its cast. Mentions take their name
and role from it, quotes hold the member who speaks, the corpus joins members. Nobody else guesses a name from a string.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.entities.corrections import correct
from pipeline.entities.full_names import full_names
from pipeline.entities.roles import roles_of
from pipeline.entities.spelling import fold
from pipeline.model.docs import plain_text
from pipeline.records import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "glaneur.cast"


@dataclass(frozen=True, slots=True)
class Role:
    """What the text calls a member at a place: « ancien maire de Lyon »."""

    start: int
    text: str


@dataclass(slots=True, eq=False)
class Member:
    """A person, organisation, place or other named thing of one article.

    ``name`` is its full name, ``gender`` « f », « m » or empty, ``kinds`` the common nouns that the article or the
    lists call an organisation by (« réseau social »), ``places`` where it is named, in order.
    """

    name: str
    label: str
    gender: str = ""
    roles: list[Role] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()
    places: list[Name] = field(default_factory=list)


class Cast:
    """The members of an article, by place, by name and by description."""

    def __init__(self, members: Sequence[Member]) -> None:
        """Index the members by their places."""
        self.members = list(members)
        self._places = sorted(
            ((place, member) for member in self.members for place in member.places), key=lambda found: found[0][:2]
        )

    def mentions(self) -> list[tuple[Name, Member]]:
        """Return every place where a member is named, in the order of the text."""
        return list(self._places)

    def at(self, start: int, end: int) -> Member | None:
        """Return the member named in ``[start, end)``: the one whose mention covers most of it."""
        over = [
            (min(p.end, end) - max(p.start, start), -p.start, m)
            for p, m in self._places
            if p.start < end and start < p.end
        ]
        return max(over, key=lambda found: found[:2])[2] if over else None

    def named(self, surface: str, at: int = -1, gender: str = "") -> Member | None:
        """Return the member that a name stands for at the offset ``at``: its full name, its surname; none if unsure."""
        key = fold(surface)
        whole = [m for m in self.members if fold(m.name) == key]
        ends = [m for m in self.members if m.label == "PER" and fold(m.name).endswith(f" {key}")]
        found = [m for m in whole or ends if not gender or m.gender in ("", gender)]
        return found[0] if len(found) == 1 else None

    def called(self, description: str, before: int) -> Member | None:
        """Return the member whom a description names (« le maire de Lyon »): who bore it last before ``before``."""
        key = fold(description)
        borne = [(r.start, m) for m in self.members for r in m.roles if r.start < before and fold(r.text) in key]
        return max(borne, key=lambda found: found[0])[1] if borne else None


def read_cast(text: str, names: Sequence[Name]) -> Cast:
    """Return the cast of an article from its names; ``text`` is in plain typography."""
    members: dict[tuple[str, str], Member] = {}
    for place, name, role in zip(names, full_names(text, names), roles_of(text, names), strict=True):
        member = members.setdefault((place.label, name), Member(name, place.label))
        member.places.append(place)
        if role:
            member.roles.append(Role(place.start, role))
    return Cast(list(members.values()))


def cast_of(doc: "Doc") -> Cast:
    """Return the cast of a Doc on which ``ner`` has run; it is read once and kept with the Doc."""
    if _KEY not in doc.user_data:
        text = plain_text(doc)
        names = correct(text, [(e.start_char, e.end_char, e.label_) for e in doc.ents])
        doc.user_data[_KEY] = read_cast(text, names)
    cast: Cast = doc.user_data[_KEY]
    return cast
