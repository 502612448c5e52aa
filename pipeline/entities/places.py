"""Usual names of places: countries, « Le Havre » for « du Havre », small letters for capitals."""

from collections.abc import Sequence
from functools import cache

from pipeline.entities.gazetteer import countries
from pipeline.entities.spelling import fold, one_line
from pipeline.language.lists import load
from pipeline.records import Name

# « USA », « RDC » are no place in capitals.
LONGEST_ACRONYM = 4
_CONTRACTIONS = ("du ", "au ", "des ", "aux ")


def place_names(text: str, names: Sequence[Name]) -> dict[int, str]:
    """Return the usual name of each place that has another form in the text, by its rank in ``names``.

    >>> place_names("Au Havre, LAGOS et les Etats-Unis", [Name(3, 8, "LOC"), Name(10, 15, "LOC"), Name(23, 33, "LOC")])
    {0: 'Le Havre', 1: 'Lagos', 2: 'États-Unis'}
    """
    found = {}
    for at, name in enumerate(names):
        if name.label == "LOC":
            surface = one_line(text[name.start : name.end])
            key = fold(surface)
            if key in countries():
                found[at] = countries()[key][1]
            elif key in _contracted() and text[max(0, name.start - 4) : name.start].lower().endswith(_CONTRACTIONS):
                found[at] = _contracted()[key]
            elif len(key) > LONGEST_ACRONYM and surface.isupper() and not key[-1].isdigit():
                found[at] = surface.title()
    return found


@cache
def _contracted() -> dict[str, str]:
    """Return the places whose article « du », « au », « des », « aux » swallow."""
    rows = [row["name"] for row in load("entities/article_names") if row["label"] == "LOC"]
    return {fold(name.split(" ", 1)[1]): name for name in rows if name.startswith(("Le ", "Les "))}
