"""Full names of persons: the surname, given name or misspelling that stands for a full name of the article."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.entities.gazetteer import given_names
from pipeline.entities.genders import gender_of_title
from pipeline.entities.spelling import PARTICLES, fold, is_full, name_ends, near, surname
from pipeline.language.lists import load
from pipeline.records import Name

# « A.R. Roux », « A.R Roux », « A.-R. Roux », « AR Roux » : what stands before the surname, as written.
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?){1,2}[^\W\d_]\.?|[^\W\d_a-zà-ÿ]-?[^\W\d_a-zà-ÿ]\.?")
_MANY = 200  # beyond so many surnames, misspellings are not looked for: the cost grows with their square


@dataclass(slots=True)
class Person:
    """A person who is named in full in the article."""

    words: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    places: list[int] = field(default_factory=list)
    first: int = -1
    same: "Person | None" = None

    def name(self) -> str:
        """Return the form to show: the most frequent, accented and not in capitals."""
        best = max(self.forms, key=lambda f: (not _capitals(f), self.forms[f], not f.isascii(), f))
        return " ".join(w.title() if _shouted(w) else w for w in best.split())


def person_names(text: str, names: Sequence[Name]) -> dict[int, str]:
    """Return the full name of each person, by place in ``names``.

    >>> text = "Jonathan et Alistair Brownlee. Le pape François et François Hollande. François"
    >>> places = [(0, 8), (12, 29), (39, 47), (51, 68), (70, 78)]
    >>> list(person_names(text, [Name(a, b, "PER") for a, b in places]).values())
    ['Jonathan Brownlee', 'Alistair Brownlee', 'François', 'François Hollande', 'François']
    """
    places = [at for at, name in enumerate(names) if name.label == "PER"]
    surfaces = {at: " ".join(text[names[at].start : names[at].end].split()) for at in places}
    known = FullNames(surfaces)
    reigning = {fold(s) for at, s in surfaces.items() if " " not in s and _reigns(text, names[at])}
    shared = {fold(surfaces[at]): full for at in places if (full := _coordinated(text, names, at, surfaces))}
    found: dict[int, str] = {}
    for at in places:
        surface = surfaces[at]
        if known.full.get(fold(surface)):
            found[at] = known.named(known.full[fold(surface)], at)
        elif fold(surface) in reigning:
            found[at] = surface
        else:
            person = known.find(surface, at, gender_of_title(text, names[at].start))
            found[at] = known.named(person, at) if person else shared.get(fold(surface), surface)
    return found


class FullNames:
    """The persons named in full in an article, by all that may stand for them."""

    def __init__(self, surfaces: dict[int, str]) -> None:
        """Gather the full names among ``surfaces`` (place -> form)."""
        self.full: dict[str, Person] = {}
        self.by_tail: dict[str, list[Person]] = defaultdict(list)
        self.by_inner: dict[str, list[Person]] = defaultdict(list)
        self.by_given: dict[str, list[Person]] = defaultdict(list)
        self.last: dict[int, int] = {}
        for at, surface in surfaces.items():
            if is_full(surface):
                key = fold(surface)
                person = self.full.setdefault(key, Person(tuple(key.split())))
                person.forms[surface] += 1
                person.places.append(at)
        self._merge()
        for person in self.full.values():
            if person.same is None:
                self._index(person)

    def _merge(self) -> None:
        """Join the full names that are one: a longer form, an initial, a misspelling."""
        persons = list(self.full.values())
        if len(persons) > _MANY:
            return
        for person in persons:
            same = [p for p in persons if p is not person and _is_form_of(person, p)]
            if len(same) == 1 and same[0].same is None:
                person.same = same[0]
                same[0].places += person.places

    def _index(self, person: Person) -> None:
        words, person.first = person.words, min(person.places)
        for end in name_ends(" ".join(words)):
            self.by_tail[end].append(person)
        for word in dict.fromkeys(words[1:-1]):
            if word not in PARTICLES and len(word) > 2:
                self.by_inner[word].append(person)
        if len(words[0]) > 2:
            self.by_given[words[0]].append(person)

    def find(self, surface: str, at: int, gender: str) -> Person | None:
        """Return the person that a short form stands for at the place ``at``."""
        key = fold(surface)
        bare = key.removeprefix("al ")
        for index in (self.by_tail, self.by_inner):
            if index.get(key) or index.get(bare):
                return self._nearest(index.get(key) or index[bare], at, gender)
        if len(self.by_given.get(key, ())) == 1:
            return self.by_given[key][0]
        if len(self.by_tail) <= _MANY:
            alike = [p for tail, persons in self.by_tail.items() if near(tail, key) for p in persons]
            if len({id(p) for p in alike}) == 1:
                return alike[0]
        return None

    def _nearest(self, persons: list[Person], at: int, gender: str) -> Person:
        """Return the person named last before ``at``, or first after it."""
        fit = [p for p in persons if given_names().get(p.words[0], gender) == gender] if gender else []
        return max(fit or persons, key=lambda p: (self.last.get(id(p), -1), -p.first))

    def named(self, person: Person, at: int) -> str:
        """Return the name of ``person`` and remember that ``at`` names them."""
        person = person.same or person
        self.last[id(person)] = at
        return person.name()


def _is_form_of(short: Person, long: Person) -> bool:
    """Tell whether one full name is a form of the other: never with two different given names.

    >>> [_is_form_of(Person(("g", "martin")), Person(tuple(n.split()))) for n in ("george martin", "jean martin")]
    [True, False]
    >>> short = Person(("a.r.", "roux"), Counter(["A.R. Roux"]))
    >>> [_is_form_of(short, Person(tuple(n.split()))) for n in ("anne rose roux", "anne lise roux")]
    [True, False]
    """
    return any(form(short, long) for form in FORMS)


def _initials(short: Person, long: Person) -> bool:
    """« A.R. Roux », « A.-R. Roux », « AR Roux » of « Anne-Rose Roux »."""
    a, b = short.words, long.words
    if len(b) < 3 or a[-1] != b[-1] or _initial(b[0]):
        return False
    letters = re.sub(r"\W", "", "".join(a[:-1]))
    written = any(_INITIALS.fullmatch(form.rpartition(" ")[0]) for form in short.forms)
    return written and letters == "".join(word[0] for word in b[:-1])


def _part(short: Person, long: Person) -> bool:
    """« Anne Roux » of « Anne Roux Vial », « Anne Marie Roux »; never « Marie Roux »."""
    a, b = short.words, long.words
    if not 1 < len(a) < len(b):
        return False
    return a == b[: len(a)] or (a == b[-len(a) :] and a[0] not in given_names()) or _without_middle(a, long)


def _abbreviated(short: Person, long: Person) -> bool:
    """« G. Martin » of « George Martin »."""
    a, b = short.words, long.words
    return len(a) == len(b) and _is_abbreviation(a, b) and a[0][0] == b[0][0] and a[1:] == b[1:]


def _misspelt(short: Person, long: Person) -> bool:
    """« Georges Martin », less often or later written than « George Martin »."""
    a, b = short.words, long.words
    if len(a) != len(b) or _is_abbreviation(a, b):
        return False
    rest = (" ".join(a[1:]), " ".join(b[1:]))
    alike = (a[0] == b[0] and near(*rest)) or (rest[0] == rest[1] and near(a[0], b[0]) and a[0][-1] == b[0][-1])
    count = (sum(long.forms.values()), -min(long.places))
    return alike and count > (sum(short.forms.values()), -min(short.places))


FORMS: tuple[Callable[[Person, Person], bool], ...] = (_initials, _part, _abbreviated, _misspelt)


def _is_abbreviation(short: Sequence[str], long: Sequence[str]) -> bool:
    return _initial(short[0]) and not _initial(long[0])


def _without_middle(short: tuple[str, ...], long: Person) -> bool:
    """Tell « Hadja Boly » for « Hadja Ramata Boly »; « Jean Roux » is not « Jean-Paul Roux », nor « Jean de Roux »."""
    first, *middle, last = long.words
    whole = short == (first, last) and len(middle) == 1 and middle[0] not in PARTICLES
    return whole and not any("-" in form for form in long.forms)


def _coordinated(text: str, names: Sequence[Name], at: int, surfaces: dict[int, str]) -> str:
    """Return « Jonathan Brownlee » for the given name in « Jonathan et Alistair Brownlee »."""
    following = surfaces.get(at + 1, "")
    if is_full(following) and " " not in surfaces[at] and fold(surfaces[at]) in given_names():
        between = text[names[at].end : names[at + 1].start]
        if between == " et ":
            return f"{surfaces[at]} {surname(following)}"
    return ""


def _reigns(text: str, name: Name) -> bool:
    """Tell whether the mention is the name of a pope, a saint, a king: never the given name of another."""
    word = text[max(0, name.start - 20) : name.start].rstrip(" ").rsplit(" ", 1)[-1].rsplit("'", 1)[-1]
    return word.lower() in _reigning()


@cache
def _reigning() -> frozenset[str]:
    rows: Iterable[dict[str, str]] = load("entities/roles")
    return frozenset(row[k] for row in rows if row["kind"] == "reign" for k in ("masculine", "feminine"))


def _initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _capitals(form: str) -> bool:
    return any(_shouted(w) for w in form.split())


def _shouted(word: str) -> bool:
    """Tell whether a word is in capitals, and no ordinal of a king (XVI)."""
    return len(word) > 2 and word.isupper() and not set(word) <= set("IVX")
