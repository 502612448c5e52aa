"""Which names of a corpus are one: what a mention is filed under, and the short names that one full name completes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipeline.entities.aliases import Alias
from pipeline.entities.corpus_names import Named
from pipeline.entities.gazetteer import acronym_countries, acronyms, bare, countries, given_names
from pipeline.entities.namesakes import compatible
from pipeline.entities.organisations import fits
from pipeline.entities.records import Mention
from pipeline.entities.spelling import fold, is_full, name_ends
from pipeline.language.lists import load

CLEAR = 0.8  # an acronym joins the organisation that it names at least so often
ACCENTED = 5  # how many bare « Edouard » one « Édouard » outweighs
MOST_SHORTS = 200  # beyond, an article may count twice for an acronym: the cost grows with their square

Where = frozenset[str]


class Key(NamedTuple):
    """A name of the corpus: label, folded name, and which of its bearers (0: the one, or the most named)."""

    label: str
    name: str
    bearer: int = 0


@dataclass(slots=True)
class Group:
    """What the corpus says of one entity, or of one profile of it."""

    names: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    articles: int = 0
    quotes: int = 0

    def add(self, other: "Group", together: int = 0) -> None:
        """Take in another group, met with this one in ``together`` articles; its names count as other forms."""
        self.surfaces += other.surfaces
        self.surfaces.update(dict.fromkeys(other.names, 0))
        self.roles += other.roles
        self.genders += other.genders
        self.mentions += other.mentions
        self.articles += other.articles - together
        self.quotes += other.quotes

    def merge(self, other: "Group") -> None:
        """Take in what other articles say of the same name."""
        self.names += other.names
        self.add(other)

    def name(self) -> str:
        """Return the form to show: the most frequent, or one with the accents that capitals often lose."""
        if len(self.names) == 1:
            return next(iter(self.names))
        return max(self.names, key=lambda n: (self.names[n] * (1 if n.isascii() else ACCENTED), not n.isascii(), n))

    def gender(self) -> str:
        """Return the gender that most mentions show, nothing if they are even."""
        f, m = self.genders["f"], self.genders["m"]
        return "f" if f > m else "m" if m > f else ""


def merged(groups: Sequence[Group]) -> Group:
    """Return what articles say of one bearer of a name, under one profile or several; one group is taken as it is."""
    if len(groups) == 1:
        for name in groups[0].names:
            groups[0].surfaces.setdefault(name, 0)
        return groups[0]
    found = Group()
    for group in groups:
        found.merge(group)
    return found


def countries_of(mentions: Iterable[Mention | Named]) -> Where:
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


def key_of(
    label: str, name: str, surface: str, aliases: Mapping[tuple[str, str], Alias], where: Where
) -> tuple[Key, str]:
    """Return the group of a mention and the name that it gives to it."""
    if aliases:
        for form in (fold(surface), fold(name)):
            alias = aliases.get((form, label)) or aliases.get((form, ""))
            if alias:
                return Key(alias.label or label, fold(alias.name)), alias.name
    key = fold(name)
    if label == "ORG" and name == surface and name in acronyms() and not _is_elsewhere(name, where):
        key = fold(acronyms()[name])
        name = name if " " in name else acronyms()[name]
    if label == "LOC" and key in countries():
        name = countries()[key][1]
        return Key(label, fold(name)), name
    return Key(label, bare(key) if label == "ORG" else key), name


def ends_of(key: Key) -> tuple[Key, ...]:
    """Return the short names of a person that are the end of a name.

    >>> [short.name for short in ends_of(Key("PER", "anne de la tour"))]
    ['tour', 'la tour', 'de la tour']
    """
    if key.label != "PER":
        return ()
    return tuple(Key("PER", end) for end in name_ends(key.name) if not is_full(end))


def pairs(met: set[Key], ends: Mapping[Key, tuple[Key, ...]]) -> Iterator[tuple[Key, Key]]:
    """Yield the names of one article that a corpus may join, short then full: the article must count once.

    ``ends`` has what :func:`ends_of` says of each of them.
    """
    shorts = [key for key in met if key.label == "ORG" and " " not in key.name]
    for full in met:
        yield from ((short, full) for short in ends[full] if short in met)
        if shorts and full.label == "ORG" and " " in full.name and len(shorts) <= MOST_SHORTS:
            near = (short for short in shorts if short.name[:1] == full.name[:1])  # spares most comparisons
            yield from ((short, full) for short in near if fits(short.name, full.name))


def joins(groups: Mapping[Key, Group], profiles: Mapping[Key, str], chosen: set[str]) -> dict[Key, Key]:
    """Return short -> full for the short names that one full name of the corpus alone can complete.

    The names ``chosen`` by the user stay as they are; a man is not the woman of his surname.
    """
    fulls = _fulls(groups)
    joined = {}
    for short in groups:
        if short.name in chosen or (short.label == "PER" and is_full(short.name)):
            continue
        bearers = fulls.get(short._replace(bearer=0) if short.bearer else short)
        if not bearers:
            continue
        fit = Counter({full: n for full, n in bearers.items() if compatible(profiles[short], profiles[full])})
        full, count = max(fit.items(), key=lambda item: (item[1], item[0]), default=(short, 0))
        if count and count >= CLEAR * fit.total() and full != short and not _given_alone(short, groups[full]):
            joined[short] = full
    return {short: full for short, full in joined.items() if full not in joined}


def _fulls(groups: Mapping[Key, Group]) -> Mapping[Key, Counter[Key]]:
    """Return short -> full -> how often: the ends of names of persons, the acronyms of organisations."""
    fulls: dict[Key, Counter[Key]] = defaultdict(Counter)
    for key, group in groups.items():
        if key.label == "PER" and is_full(key.name):
            for end in name_ends(key.name):
                fulls[Key("PER", end)][key] = 1
        elif key.label == "ORG":
            for surface, count in group.surfaces.items():
                if surface.isupper() and fold(surface) != key.name:
                    fulls[Key("ORG", fold(surface))][key] += count
    return fulls


def _given_alone(short: Key, full: Group) -> bool:
    """Tell whether a short name is a given name that never stands for the full one in an article."""
    return short.label == "PER" and short.name in given_names() and short.name not in map(fold, full.surfaces)
