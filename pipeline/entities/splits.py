"""Corrections that part what a model has run together: lines, the sides of a match, the ends of a road, minutes."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.entities.bounds import Names
from pipeline.entities.spelling import name_words
from pipeline.language.patterns import one_of
from pipeline.records import Name

# Not that of « Dakar-Saint[-]Louis », « Paris-Le[-]Havre »
_HYPHEN = re.compile(r"(?<!\bSaint)(?<!\bSainte)(?<!\bLe)(?<!\bLa)(?<!\bMont)(?<!\bPort)-")
_SIDES = re.compile(r" - | \d{1,2} ?- ?\d{1,2} (?=[A-ZÀ-Þ])")
_MINUTE = re.compile(r" \d{1,3}e$")


@cache
def _route() -> re.Pattern[str]:
    """Return the pattern of what ties two places: « la liaison », « l'accord commercial »."""
    return re.compile(
        rf"(?<!\w){one_of(name_words('route', 'tie'))}s?"
        r"(?: (?!(?:pour|vers|à|sur|en|aux?|par|d[eu]s?|entre) )[a-zà-ÿ-]+){0,2} (?:[A-ZÀ-Þ]\w+-)*$"
    )


@cache
def _line() -> re.Pattern[str]:
    return re.compile(rf"{one_of(name_words('route'))} (?=[A-ZÀ-Þ][\w ]+-[A-ZÀ-Þ])")


def split_lines(text: str, names: Names) -> Iterator[Name]:
    """Cut a name at a line break, and keep what is capitalised.

    >>> list(split_lines("à Lyon\\nParis dort", [Name(2, 12, "LOC")]))
    [Name(start=2, end=6, label='LOC'), Name(start=7, end=12, label='LOC')]
    """
    for name in names:
        if "\n" not in text[name.start : name.end]:
            yield name
            continue
        at = name.start
        for part in text[name.start : name.end].split("\n"):
            if any(map(str.isupper, part)):
                yield Name(at, at + len(part), name.label)
            at += len(part) + 1


def split_scores(text: str, names: Names) -> Iterator[Name]:
    """Cut « Lens - Nice », « Lens 2-1 Nice », the two sides of a match, at the spaced dash or the score.

    >>> [text[n.start:n.end] for text in ["Italie - Écosse : 18-15"] for n in split_scores(text, [Name(0, 15, "LOC")])]
    ['Italie', 'Écosse']
    """
    for name in names:
        at = name.start
        for gap in (*_SIDES.finditer(text, name.start, name.end), None):
            end = gap.start() if gap else name.end
            if at < end:
                yield Name(at, end, name.label)
            at = gap.end() if gap else end


def split_routes(text: str, names: Names) -> Iterator[Name]:
    """Cut « la liaison Nîmes-Montpellier » at the hyphen: two places, not one.

    >>> text = "la ligne Paris-Lyon"
    >>> [text[n.start:n.end] for n in split_routes(text, [Name(9, 19, "LOC")])]
    ['Paris', 'Lyon']
    """
    for name in names:
        line = _line().match(text, name.start, name.end)  # « la [ligne Nantes-Pornic] »
        name = name._replace(start=line.end()) if line else name
        at, parts = name.start, _HYPHEN.split(text[name.start : name.end])
        routed = len(parts) > 1 and all(p[:1].isupper() and len(p) > 1 for p in parts) and name.label in ("LOC", "ORG")
        if routed and _route().search(text, max(0, at - 60), at):
            for part in parts:
                yield Name(at, at + len(part), "LOC" if not part.isupper() else "ORG")
                at += len(part) + 1
        else:
            yield name


def cut_minutes(text: str, names: Names) -> Iterator[Name]:
    """Cut off when a player came in, and call him a person (« (Rila 88e) »); « Paris 15e » is a place.

    >>> text = "Roy (Rila 88e)"
    >>> [(text[n.start:n.end], n.label) for n in cut_minutes(text, [Name(5, 13, "MISC")])]
    [('Rila', 'PER')]
    """
    for name in names:
        found = _MINUTE.search(text, name.start, name.end) if name.label != "LOC" else None
        brackets = text[name.start - 1 : name.start] == "(" and text.startswith(")", name.end)
        if found and brackets:
            name = Name(name.start, found.start(), "PER")
        yield name
