"""Across the articles of a corpus: one id for each person, organisation, place.

Only aggregates are kept, one for each distinct (label, folded name): memory does not grow with the texts, and the
result does not depend on the order of the articles.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.entities.gazetteer import acronym_countries, acronyms, bare, countries, given_names
from pipeline.entities.organisations import fits
from pipeline.entities.records import Entity, Mention
from pipeline.entities.spelling import fold, is_full
from pipeline.language.lists import load
from pipeline.records import LIST_SEPARATOR

MOST_ALIASES, MOST_ROLES = 20, 5
CLEAR = 0.8  # an acronym joins the organisation that it names at least so often
ACCENTED = 5  # how many bare « Edouard » one « Édouard » outweighs
MOST_SHORTS = 200  # beyond, an article may count twice for an acronym: the cost grows with their square

Key = tuple[str, str]
Where = frozenset[str]
_SPACES = re.compile(" ")


@dataclass(frozen=True, slots=True)
class Alias:
    """A line of the user's ``aliases.csv``: this surface is that name; label and id may be empty."""

    surface: str
    label: str
    name: str
    id: str


@dataclass(slots=True)
class Group:
    """What the corpus says of one (label, folded name)."""

    names: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    articles: int = 0

    def copy(self) -> "Group":
        """Return a group that may grow without changing this one."""
        return replace(self, names=self.names.copy(), surfaces=self.surfaces.copy(), roles=self.roles.copy())

    def add(self, other: "Group", together: int = 0) -> None:
        """Take in another group, met with this one in ``together`` articles; its names count as other forms."""
        self.surfaces += other.surfaces
        self.surfaces.update(dict.fromkeys(other.names, 0))
        self.roles += other.roles
        self.mentions += other.mentions
        self.articles += other.articles - together

    def name(self) -> str:
        """Return the form to show: the most frequent, or one with the accents that capitals often lose."""
        return max(self.names, key=lambda n: (self.names[n] * (1 if n.isascii() else ACCENTED), not n.isascii(), n))


class EntityIndex:
    """Gathers the mentions of a corpus, article by article, and gives their entities.

    >>> from pipeline.entities.find import Mention
    >>> index = EntityIndex()
    >>> index.add([Mention(text="Macron", label="PER", name="Emmanuel Macron")])
    >>> index.add([Mention(text="Macron", label="PER", name="Macron")])
    >>> entities = index.finish()
    >>> entities.find("PER", "Macron")
    ('per-emmanuel-macron', 'Emmanuel Macron')
    >>> [(e.name, e.mentions, e.articles) for e in entities.rows]
    [('Emmanuel Macron', 2, 2)]
    """

    def __init__(self, aliases: Iterable[Alias] = ()) -> None:
        """Start with the user's aliases, which win over everything."""
        self.aliases = {(fold(a.surface), a.label): a for a in aliases}
        self.groups: dict[Key, Group] = defaultdict(Group)
        self.together: Counter[tuple[Key, Key]] = Counter()

    def add(self, mentions: Iterable[Mention]) -> None:
        """Add the mentions of one article."""
        met: set[Key] = set()
        mentions = list(mentions)
        where = countries_of(mentions)
        for mention in mentions:
            key, name = _place(mention.label, mention.name, mention.text, self.aliases, where)
            group = self.groups[key]
            group.names[name] += 1
            group.surfaces[mention.text] += 1
            if mention.role:
                group.roles[mention.role] += 1
            group.mentions += 1
            group.articles += key not in met
            met.add(key)
        self.together.update(_pairs(met))

    def finish(self) -> "Entities":
        """Return the entities of all that was added."""
        joined = _joins(self.groups, {fold(a.name) for a in self.aliases.values()})
        merged = {key: group.copy() for key, group in self.groups.items() if key not in joined}
        for key, target in sorted(joined.items()):
            merged[target].add(self.groups[key], self.together[key, target])
        ids = _ids(merged, {(a.label, fold(a.name)): a.id for a in self.aliases.values() if a.id})
        rows = sorted((_row(ids[key], key[0], group) for key, group in merged.items()), key=lambda e: e.entity_id)
        names = {key: (ids[joined.get(key, key)], merged[joined.get(key, key)].name()) for key in self.groups}
        return Entities(rows=rows, names=names, aliases=self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """The entities of a corpus: their rows, and the way from a mention to its entity."""

    rows: list[Entity]
    names: Mapping[Key, tuple[str, str]]
    aliases: Mapping[tuple[str, str], Alias]

    def find(self, label: str, name: str, surface: str = "", where: Where = frozenset()) -> tuple[str, str]:
        """Return entity_id and full name of a mention of an article on the countries ``where``.

        The id is empty and the name unchanged if it was never added.
        """
        key, _ = _place(label, name, surface or name, self.aliases, where)
        return self.names.get(key) or self.names.get((label, fold(name)), ("", name))

    def find_speaker(self, name: str) -> str:
        """Return the entity_id of a speaker: a person of that name, else an organisation, else none."""
        return next((found for label in ("PER", "ORG") if (found := self.find(label, name)[0])), "")


def countries_of(mentions: Iterable[Mention]) -> Where:
    """Return the countries (ISO 3166) that the mentions of an article name."""
    keys = (fold(mention.name) for mention in mentions if mention.label == "LOC")
    return frozenset(countries()[key][0] for key in keys if key in countries())


def _is_elsewhere(short: str, where: Where) -> bool:
    """Tell whether an acronym of one country stands in an article on others that speak French: « le CNES » of Dakar."""
    country = acronym_countries().get(short)
    return bool(country) and country not in where and not where.isdisjoint(_press_countries())


@cache
def _press_countries() -> frozenset[str]:
    return frozenset(row["country"] for row in load("amounts/press_countries")) | {"FR", "BE"}


def _place(
    label: str, name: str, surface: str, aliases: Mapping[tuple[str, str], Alias], where: Where
) -> tuple[Key, str]:
    """Return the group of a mention and the name that it gives to it."""
    if aliases:
        for form in (fold(surface), fold(name)):
            alias = aliases.get((form, label)) or aliases.get((form, ""))
            if alias:
                return (alias.label or label, fold(alias.name)), alias.name
    if label == "ORG" and name == surface and not _is_elsewhere(name, where):
        name = acronyms().get(name, name)
    key = fold(name)
    if label == "LOC" and key in countries():
        name = countries()[key][1]
        return (label, fold(name)), name
    return (label, bare(key) if label == "ORG" else key), name


def _pairs(met: set[Key]) -> Iterator[tuple[Key, Key]]:
    """Yield the names of one article that a corpus may join, short then full: the article must count once."""
    shorts = [key for key in met if key[0] == "ORG" and " " not in key[1]]
    for full in met:
        label, name = full
        if " " not in name:
            continue
        if label == "PER":
            ends = (("PER", name[space.end() :]) for space in _SPACES.finditer(name))
            yield from ((short, full) for short in ends if short in met and not is_full(short[1]))
        elif label == "ORG" and len(shorts) <= MOST_SHORTS:
            yield from ((short, full) for short in shorts if fits(short[1], name))


def _joins(groups: Mapping[Key, Group], chosen: set[str]) -> dict[Key, Key]:
    """Return short -> full for the short names that one full name of the corpus alone can complete.

    The names ``chosen`` by the user stay as they are.
    """
    fulls: dict[Key, Counter[Key]] = defaultdict(Counter)
    for key, group in groups.items():
        label, name = key
        if label == "PER" and is_full(name):
            words = name.split()
            for at in range(1, len(words)):
                fulls[label, " ".join(words[at:])][key] = 1
        if label == "ORG":
            for surface, count in group.surfaces.items():
                if surface.isupper() and fold(surface) != name:
                    fulls[label, fold(surface)][key] += count
    joined = {}
    for short in groups:
        full, count = max(fulls.get(short, Counter()).items(), key=lambda item: (item[1], item[0]), default=(short, 0))
        if count < CLEAR * fulls[short].total() or full == short or short[1] in chosen:
            continue
        if short[0] == "PER" and is_full(short[1]):
            continue
        if not (short[0] == "PER" and _given_alone(short, groups[full])):
            joined[short] = full
    return {short: full for short, full in joined.items() if full not in joined}


def _given_alone(short: Key, full: Group) -> bool:
    """Tell whether a short name is a given name that never stands for the full one in an article."""
    return short[1] in given_names() and short[1] not in map(fold, full.surfaces)


def _ids(groups: Mapping[Key, Group], chosen: Mapping[Key, str]) -> dict[Key, str]:
    """Return a readable id for each group: its label, the ISO code of a country, its name."""
    ids: dict[Key, str] = {}
    taken: Counter[str] = Counter(chosen.values())
    for key in sorted(groups):
        own = chosen.get(key) or chosen.get(("", key[1]))
        if own:
            ids[key] = own
            continue
        label, name = key
        iso = countries()[name][0].lower() + "-" if label == "LOC" and name in countries() else ""
        slug = f"{label.lower()}-{iso}{_slug(groups[key].name())}"
        taken[slug] += 1
        ids[key] = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
    return ids


def _slug(name: str) -> str:
    """Return a name as lower-case ASCII words, or a digest of it where nothing of it is ASCII."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return slug or hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _row(entity_id: str, label: str, group: Group) -> Entity:
    name = group.name()
    forms = sorted((f for f in group.surfaces | group.names if f != name), key=lambda f: (-group.surfaces[f], f))
    roles = sorted(group.roles, key=lambda r: (-group.roles[r], r))
    return Entity(
        entity_id=entity_id,
        label=label,
        name=name,
        aliases=LIST_SEPARATOR.join(forms[:MOST_ALIASES]),
        mentions=group.mentions,
        articles=group.articles,
        roles=LIST_SEPARATOR.join(roles[:MOST_ROLES]),
    )
