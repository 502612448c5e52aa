"""The cast of an article: who is who, decided once.

Every person, organisation, place and other name of an article is a ``Member`` of its cast. Mentions take their name
and role from it, quotes hold the member who speaks, the corpus joins members. Nobody else guesses a name from a string.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pipeline.entities.acronyms import Tie, spell_out, ties
from pipeline.entities.corrections import correct
from pipeline.entities.descriptions import Description, meanings, name_in, read_description
from pipeline.entities.gazetteer import bare
from pipeline.entities.genders import genders
from pipeline.entities.kinds import kind_called, kinds_of
from pipeline.entities.letter_names import add_network_x
from pipeline.entities.lookup import Forms
from pipeline.entities.namesakes import profile_of
from pipeline.entities.organisations import organisation_names
from pipeline.entities.persons import person_names
from pipeline.entities.places import place_names
from pipeline.entities.roles import Role, roles_of
from pipeline.entities.spelling import fold, is_full, one_line
from pipeline.model.docs import plain_text
from pipeline.records import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "glaneur.cast"
# A work counts for a third: the recogniser calls works what it does not know.
_WORK = 1 / 3
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True, eq=False)
class Member:
    """A person, organisation, place or other named thing of one article.

    ``name`` is its full name, ``gender`` « f », « m » or empty, ``kinds`` the common nouns that the article or the
    lists call an organisation by (« réseau social »), ``places`` where it is named, in order, as ``roles`` are;
    ``profile`` is what the article shows of a person: gender and field of the roles.
    """

    name: str
    label: str
    gender: str = ""
    roles: list[Role] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()
    places: list[Name] = field(default_factory=list)
    profile: str = ""

    def role_in(self, start: int, end: int) -> str:
        """Return the surest role that is given to the member where it is named in ``[start, end)``, or nothing."""
        first = bisect_left(self.roles, start, key=lambda role: role.start)
        return next((role.text for role in self.roles[first : first + 1] if role.start < end), "")

    def times_before(self, at: int) -> int:
        """Return how many times the member is named before ``at``."""
        return bisect_left(self.places, at, key=lambda place: place.start)


class Cast:
    """The members of an article, by place, by name and by description."""

    def __init__(self, members: Sequence[Member], text: str = "") -> None:
        """Index the members by their places; ``text`` is that of the article, in plain typography."""
        self.members = list(members)
        self._text = text
        self._places = sorted(
            ((place, member) for member in self.members for place in member.places), key=lambda found: found[0][:2]
        )
        self._starts = [place.start for place, _ in self._places]
        self._found: dict[Description, dict[Member, int]] = {}

    def mentions(self, start: int = 0, end: int | None = None) -> list[tuple[Name, Member]]:
        """Return every place where the name of a member begins in ``[start, end)``, in the order of the text."""
        last = None if end is None else bisect_left(self._starts, end)
        return self._places[bisect_left(self._starts, start) : last]

    def at(self, start: int, end: int) -> Member | None:
        """Return the member named in ``[start, end)``: the one whose mention covers most of it."""
        best, most = None, 0
        # Names do not overlap: only the last that begins before ``start`` can reach into the passage.
        first = max(0, bisect_right(self._starts, start) - 1)
        for place, member in self._places[first : bisect_left(self._starts, end, first)]:
            shared = min(place.end, end) - max(place.start, start)
            if shared > most:
                best, most = member, shared
        return best

    def named(self, surface: str, at: int = -1, gender: str = "") -> Member | None:
        """Return the member that a name stands for at the offset ``at``, of the gender given; none if unsure.

        The name may be full or a part of it, a given name, an acronym, initials, a misspelling. Of several bearers,
        the one named last before ``at``.

        >>> text = "Claude Morvan chante. Le pape Claude prie."
        >>> cast = read_cast(text, [Name(0, 13, "PER"), Name(30, 36, "PER")])
        >>> [m.name for s in ("Morvan", "Claude", "C. M.", "Zoé") if (m := cast.named(s, 50))]
        ['Claude Morvan', 'Claude', 'Claude Morvan']
        """
        for found in self._forms.find(surface):
            fit = [m for m in found if not gender or m.gender in ("", gender)]
            if len(fit) == 1:
                return fit[0]
            if fit:
                return self._nearest(fit, at)
        return None

    def called(self, description: str, before: int, gender: str = "") -> Member | None:
        """Return the member whom a description names: « le maire de Lyon », « l'agence », « le procureur Roux ».

        It is who bore it before ``before``, of several the one named last; a person who is called so only later, if
        nobody was. « Ancien » counts: « le ministre » is no former one where the article knows another.

        >>> text = "Paul Roux, ancien maire de Brest, et la maire Anne Vial. Hier, la maire a souri."
        >>> cast = read_cast(text, [Name(0, 9, "PER"), Name(46, 55, "PER")])
        >>> [m.name for s in ("la maire", "l'ancien maire") if (m := cast.called(s, 70))]
        ['Anne Vial', 'Paul Roux']
        """
        said = read_description(description)
        if (tail := name_in(description)) and (named := self.named(tail, before, gender)):
            return named
        if said is None:
            return self._of_kind(description, before)
        said = replace(said, gender=gender or said.gender)
        for meaning in meanings(said):
            bearers = self._bearers(meaning)
            for borne in ([m for m, at in bearers.items() if at < before], list(bearers)):
                if borne:
                    return self._nearest(borne, before)
        return None

    def _bearers(self, said: Description) -> dict[Member, int]:
        """Return who is called by all the words of a description, and where first; those called just so, if any."""
        if said in self._found:
            return self._found[said]
        fit = [
            (at, role, member)
            for at, role, member in self._roles
            if said.fits(role) and (not said.gender or member.gender in ("", said.gender))
        ]
        fit = [f for f in fit if f[1].former == said.former] or ([] if said.former else fit)
        exact = [f for f in fit if f[1].stems == said.stems]
        found: dict[Member, int] = {}
        for at, _, member in exact or fit:
            found.setdefault(member, at)
        self._found[said] = found
        return found

    def _of_kind(self, description: str, before: int) -> Member | None:
        """Return the organisation named last that a common noun calls so: « le réseau social », « l'agence »."""
        kind = kind_called(description)
        bearers = [m for m in self.members if kind and kind in m.kinds and m.places[0].start < before]
        return self._nearest(bearers, before) if bearers else None

    def _nearest(self, members: Sequence[Member], at: int) -> Member | None:
        """Return the member named last before ``at``; the first named after it if none was."""
        if at < 0:
            return None

        def last(member: Member) -> int:
            rank = member.times_before(at + 1)
            return member.places[rank - 1].start if rank else -1

        return max(members, key=lambda m: (last(m), -m.places[0].start))

    @cached_property
    def _forms(self) -> Forms[Member]:
        """The forms that may stand for each member."""
        forms: Forms[Member] = Forms()
        for member in self.members:
            surfaces = {self._text[p.start : p.end] for p in member.places}
            forms.add(member, member.name, member.label, surfaces)
        return forms

    @cached_property
    def _roles(self) -> list[tuple[int, Description, Member]]:
        """What all members are called, and where, in the order of the text."""
        found = [
            (role.start, said, member)
            for member in self.members
            for role in member.roles
            if (said := read_description(role.text))
        ]
        return sorted(found, key=lambda f: f[0])


def full_names(text: str, names: Sequence[Name], tied: Sequence[Tie] = ()) -> list[str]:
    """Return the full name of each mention, in order; ``text`` is in plain typography.

    >>> text = "Elon Musk parle. Musk quitte les Etats-Unis."
    >>> full_names(text, [Name(0, 9, "PER"), Name(17, 21, "PER"), Name(33, 43, "LOC")])
    ['Elon Musk', 'Elon Musk', 'États-Unis']
    """
    found = [one_line(text[n.start : n.end]) for n in names]
    for resolved in (person_names(text, names), organisation_names(text, names, tied), place_names(text, names)):
        for at, name in resolved.items():
            found[at] = name
    return found


def read_cast(text: str, names: Sequence[Name]) -> Cast:
    """Return the cast of an article from its names; ``text`` is in plain typography."""
    names = add_network_x(text, names)
    tied = ties(text, names)
    names = spell_out(text, names, tied)
    fulls = full_names(text, names, tied)
    labels = _labels(zip(names, fulls, strict=True))
    members: dict[tuple[str, str], Member] = {}
    forms: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for place, name, roles in zip(names, fulls, roles_of(text, names), strict=True):
        label = labels.get((place.label, _key("", name)), place.label)
        key = (label, _key(label, name))
        member = members.setdefault(key, Member(name, label))
        forms[key][name] = forms[key].get(name, 0) + 1
        member.places.append(place if label == place.label else place._replace(label=label))
        member.roles += roles
    for key, member in members.items():
        member.name = max(forms[key], key=lambda form: (_capitals(form), forms[key][form], form[0].islower(), form))
    people = [m for m in members.values() if m.label == "PER"]
    for member, gender in zip(people, genders(text, [(m.name, m.places, m.roles) for m in people]), strict=True):
        member.gender, member.profile = gender, profile_of(gender, [role.field for role in member.roles])
    for member in members.values():
        if member.label != "PER":
            member.kinds = kinds_of(text, member.name, member.places)
    return Cast(list(members.values()), text)


def _capitals(form: str) -> int:
    """Count the words after the first that begin with a capital: « ministère de l'Intérieur » has one."""
    return sum(w[:1].isupper() and not (w.isupper() and len(w) > 1) for w in _WORD.findall(form)[1:])


@lru_cache(maxsize=65536)
def _key(label: str, name: str) -> str:
    """Return what two forms of one name share: « France Info » and « franceinfo », « Le Monde » and « Monde »."""
    return fold(name) if label == "PER" else bare(fold(name)).replace(" ", "")


def _labels(found: Iterable[tuple[Name, str]]) -> dict[tuple[str, str], str]:
    """Return the one label of the names that the article has under several.

    A town and its club share a name, a firm that of its founder: « Lyon », « Renault » may be both in one article.

    >>> surfaces = [(Name(0, 8, "MISC"), "Stargate"), (Name(9, 17, "ORG"), "Stargate"), (Name(20, 24, "LOC"), "Lyon")]
    >>> _labels([*surfaces, (Name(30, 34, "ORG"), "Lyon")])
    {('MISC', 'stargate'): 'ORG', ('ORG', 'stargate'): 'ORG'}
    """
    votes: dict[str, dict[str, int]] = defaultdict(dict)
    full = set()
    for place, name in found:
        key = _key("", name)
        votes[key][place.label] = votes[key].get(place.label, 0) + 1
        if place.label == "PER" and is_full(name):
            full.add(key)
    labels: dict[tuple[str, str], str] = {}
    for key, ballot in votes.items():
        met = set(ballot)
        if len(met) > 1 and met != {"LOC", "ORG"} and ("PER" not in met or key in full):
            best = max(ballot, key=lambda label: (ballot[label] * (_WORK if label == "MISC" else 1), label))
            labels |= {(label, key): best for label in ballot}
    return labels


def cast_of(doc: "Doc") -> Cast:
    """Return the cast of a Doc on which ``ner`` has run; it is read once and kept with the Doc."""
    if _KEY not in doc.user_data:
        text = plain_text(doc)
        names = correct(text, [(e.start_char, e.end_char, e.label_) for e in doc.ents])
        doc.user_data[_KEY] = read_cast(text, names)
    cast: Cast = doc.user_data[_KEY]
    return cast
