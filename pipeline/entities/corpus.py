"""Across the articles of a corpus: one id for each person, organisation, place.

The members of the casts are joined, by label and name, unless what the articles say of them forbids it. Only aggregates
are kept, one for each distinct label, folded name and profile: memory does not grow with the texts, and the result does
not depend on the order of the articles.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.entities.aliases import Alias
from pipeline.entities.corpus_joins import Group, Key, Where, countries_of, ends_of, joins, key_of, merged, pairs
from pipeline.entities.corpus_names import Named, Said
from pipeline.entities.gazetteer import acronym_countries, countries, given_names
from pipeline.entities.namesakes import gender_in, joined, part
from pipeline.entities.records import Entity
from pipeline.entities.spelling import fold
from pipeline.records import LIST_SEPARATOR

MOST_ALIASES, MOST_ROLES = 20, 5

Shown = tuple[Key, str]  # a name, and the profile that an article shows of its bearer


@dataclass(slots=True)
class Tally:
    """How often one name is written in one way, with one role: most articles name whom others have named so before.

    ``mentions`` are those of articles that count; ``name`` is the name that it gives to its group.
    """

    shown: Shown
    group: Group
    name: str
    text: str
    role: str
    times: int = 0
    mentions: int = 0

    def settle(self) -> None:
        """Give what was counted to the group."""
        group, times = self.group, self.times
        told = [(group.names, self.name), (group.surfaces, self.text), (group.genders, gender_in(self.shown[1]))]
        told += [(group.roles, each) for each in self.role.split(LIST_SEPARATOR) if each]
        for counts, what in told:
            counts[what] = counts.get(what, 0) + times  # in half the time of ``+=``: most are counted once
        group.mentions += self.mentions
        self.times = self.mentions = 0


class EntityIndex:
    """Gathers the members of a corpus, article by article, and gives their entities.

    >>> from pipeline.entities.corpus_names import named
    >>> from pipeline.entities.records import Mention
    >>> index = EntityIndex()
    >>> _ = index.add(named([Mention(label="PER", name="Emmanuel Macron", text="Macron")]))
    >>> _ = index.add(named([Mention(label="PER", name="Macron", text="Macron")]))
    >>> entities = index.finish()
    >>> entities.find("PER", "Macron")
    ('per-emmanuel-macron', 'Emmanuel Macron')
    >>> [(e.name, e.mentions, e.articles) for e in entities.rows]
    [('Emmanuel Macron', 2, 2)]
    """

    def __init__(self, aliases: Iterable[Alias] = ()) -> None:
        """Start with the user's aliases, which win over everything."""
        self.aliases = {(fold(a.surface), a.label): a for a in aliases}
        self.groups: dict[Key, dict[str, Group]] = defaultdict(dict)
        self.together: Counter[tuple[Key, Key]] = Counter()
        self.quotes: Counter[Shown] = Counter()
        self.quoted_as: dict[Shown, set[str]] = defaultdict(set)
        self._tallies: dict[str, Tally] = {}
        self._ends: dict[Key, tuple[Key, ...]] = {}
        self._speakers: dict[tuple[str, str, str], tuple[Shown, Shown]] = {}

    def add(self, names: Mapping[str, int], *, counted: bool = True) -> tuple[Shown, ...]:
        """Add the names of one article, and return whom it names; those of a copy are known, but not ``counted``."""
        met: set[Key] = set()
        shown: dict[Shown, None] = {}
        where: Where | None = None
        for way, times in names.items():
            tally = self._tallies.get(way)
            if tally is None:
                one = Named.read(way)
                if one.text in acronym_countries():  # what it stands for depends on the countries of the article
                    where = countries_of(map(Named.read, names)) if where is None else where
                    way = f"{way} : {' '.join(sorted(where))}"
                tally = self._tallies.get(way) or self._tally(way, one, where or frozenset())
            tally.times += times
            if counted:
                tally.mentions += times
                key = tally.shown[0]
                if key not in met:
                    met.add(key)
                    tally.group.articles += 1
            shown[tally.shown] = None
        for pair in pairs(met, self._ends):
            self.together[pair] += 1
        return tuple(shown)

    def _tally(self, way: str, one: Named, where: Where) -> Tally:
        """Return the tally of a name that is written in a way for the first time."""
        key, name = key_of(one.label, one.name, one.text, self.aliases, where)
        if key not in self._ends:
            self._ends[key] = ends_of(key)
        groups = self.groups[key]
        group = groups.get(one.profile) or groups.setdefault(one.profile, Group())
        found = self._tallies[way] = Tally((key, one.profile), group, name, one.text, one.role)
        return found

    def speaker(self, one: Said) -> tuple[Shown, Shown]:
        """Return under which names the entity of a speaker is looked for."""
        label, name, profile = way = one[:3]
        found = self._speakers.get(way)
        if found is None:
            key, _ = key_of(label, name, name, self.aliases, frozenset())
            found = self._speakers[way] = (key, profile), (Key(label, fold(name)), "")
        return found

    def add_quotes(self, speakers: Iterable[Said]) -> None:
        """Count the quotes of the members of one article, and take in the roles that the mentions do not give."""
        for one in speakers:
            shown, _ = self.speaker(one)
            self.quotes[shown] += one.times
            if one.role:
                self.quoted_as[shown].add(one.role)

    def finish(self) -> "Entities":
        """Return the entities of all that was added."""
        chosen = {fold(a.name) for a in self.aliases.values()}
        for tally in self._tallies.values():
            tally.settle()
        self._give_quotes()
        bearers, groups, profiles = self._bearers(chosen)
        ends = joins(groups, profiles, chosen)
        whole = {key: group for key, group in groups.items() if key not in ends}
        for key, target in sorted(ends.items()):
            whole[target].add(groups[key], self.together[key._replace(bearer=0), target._replace(bearer=0)])
        shown = {key: group.name() for key, group in whole.items()}
        ids = _ids(shown, {(a.label, fold(a.name)): a.id for a in self.aliases.values() if a.id})
        entities = (_row(ids[key], key.label, shown[key], group) for key, group in whole.items())
        rows = sorted(entities, key=lambda e: e.entity_id)
        named = {key: (ids[end], shown[end]) for key in groups for end in [ends.get(key, key)]}
        names = {bearer: named[key] for bearer, key in bearers.items()}
        for key in self.groups:
            names.setdefault((key, ""), named[key])
        return Entities(rows=rows, names=names, aliases=self.aliases)

    def _give_quotes(self) -> None:
        """Give the quotes, and the roles that they alone tell, to those who are named."""
        for (key, profile), times in self.quotes.items():
            group = self.groups.get(key, {}).get(profile)
            if group:
                group.quotes = times
                for role in self.quoted_as[key, profile]:
                    group.roles.setdefault(role, 1)

    def _bearers(self, chosen: set[str]) -> tuple[dict[Shown, Key], dict[Key, Group], dict[Key, str]]:
        """Return who bears each name as each profile, and the group and the whole profile of each bearer."""
        bearers: dict[Shown, Key] = {}
        groups: dict[Key, Group] = {}
        whole: dict[Key, str] = {}
        for key, by_profile in self.groups.items():
            if len(by_profile) == 1:  # most names
                ((profile, group),) = by_profile.items()
                bearers[key, profile], groups[key], whole[key] = key, merged([group]), profile
                continue
            counts = {profile: group.mentions for profile, group in by_profile.items()}
            gendered = given_names().get(key.name.split(" ")[0]) == ""
            people = [sorted(counts)] if key.name in chosen else part(counts, gendered)
            for rank, profiles in enumerate(people):
                bearer = key._replace(bearer=rank)
                groups[bearer] = merged([by_profile[profile] for profile in profiles])
                for profile in profiles:
                    bearers[key, profile] = bearer
                    whole[bearer] = joined(whole.get(bearer, ""), profile)
        return bearers, groups, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """The entities of a corpus: their rows, and the way from a mention to its entity."""

    rows: list[Entity]
    names: Mapping[Shown, tuple[str, str]]
    aliases: Mapping[tuple[str, str], Alias]

    def find(
        self, label: str, name: str, surface: str = "", where: Where = frozenset(), profile: str = ""
    ) -> tuple[str, str]:
        """Return entity_id and full name of a member of an article on the countries ``where``.

        The id is empty and the name unchanged if it was never added.
        """
        key, _ = key_of(label, name, surface or name, self.aliases, where)
        for shown in ((key, profile), (key, ""), (Key(label, fold(name)), "")):
            if shown in self.names:
                return self.names[shown]
        return "", name

    def renaming(self, names: Mapping[str, str]) -> dict[tuple[str, str], Alias]:
        """Return the aliases that give the entities of some ids other names; an entity of that name takes them in."""
        labels = {entity.entity_id: entity.label for entity in self.rows}
        homes = {(entity.label, fold(entity.name)): entity.entity_id for entity in self.rows}
        target = {i: homes.get((labels[i], fold(name)), i) for i, name in names.items() if i in labels}
        shown = {home: names[i] for i, home in target.items()}
        found = {}
        for (key, _), (entity_id, _) in self.names.items():
            home = target.get(entity_id, entity_id)
            if home in shown:
                found[key.name, key.label] = Alias(key.name, key.label, shown[home], home)
        return found

    def find_speaker(self, name: str, label: str = "", profile: str = "") -> str:
        """Return the entity_id of a speaker; without a label, of a person, else of an organisation, else none."""
        labels = (label,) if label else ("PER", "ORG")
        return next((found for each in labels if (found := self.find(each, name, profile=profile)[0])), "")


def _ids(shown: Mapping[Key, str], chosen: Mapping[tuple[str, str], str]) -> dict[Key, str]:
    """Return a readable id for each group by the name shown: its label, the ISO code of a country, the name."""
    ids: dict[Key, str] = {}
    taken: Counter[str] = Counter(chosen.values())
    for key in sorted(shown):
        own = chosen.get((key.label, key.name)) or chosen.get(("", key.name))
        if own:
            ids[key] = own
            continue
        label, name, _ = key
        iso = countries()[name][0].lower() + "-" if label == "LOC" and name in countries() else ""
        slug = f"{label.lower()}-{iso}{_slug(shown[key])}"
        taken[slug] += 1
        ids[key] = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
    return ids


def _slug(name: str) -> str:
    """Return a name as lower-case ASCII words, or a digest of it where nothing of it is ASCII."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return slug or hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _row(entity_id: str, label: str, name: str, group: Group) -> Entity:
    found = [] if group.surfaces.keys() == {name} else group.surfaces | group.names
    forms = sorted((f for f in found if f != name), key=lambda f: (-group.surfaces[f], f))
    roles = sorted(group.roles, key=lambda r: (-group.roles[r], r))
    return Entity(
        entity_id=entity_id,
        label=label,
        name=name,
        gender=group.gender(),
        aliases=LIST_SEPARATOR.join(forms[:MOST_ALIASES]),
        mentions=group.mentions,
        articles=group.articles,
        quotes=group.quotes,
        roles=LIST_SEPARATOR.join(roles[:MOST_ROLES]),
    )
