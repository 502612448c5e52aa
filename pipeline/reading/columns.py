"""Which column of a table of articles, or key of an object, holds what."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from pipeline.language.lists import load

FIELDS = ("id", "text", "title", "author", "published", "year", "month", "day", "source", "url", "language", "edition")
# Words in the name of a column that tell what it may hold, where no column of the field is known by name.
HINTS = {
    "published": re.compile(r"date|publi|parution|jour|time|created"),
    "source": re.compile(r"source|journal|media|paper|publication|site|titre_de_presse|support"),
}


def plain_name(name: str) -> str:
    """Return a column name in its plain form.

    >>> plain_name(" Date de Publication ")
    'date_de_publication'
    >>> plain_name("publishedAt"), plain_name("Année")
    ('publishedat', 'annee')
    """
    bare = unicodedata.normalize("NFD", name.strip().casefold())
    return re.sub(r"[\s-]+", "_", "".join(c for c in bare if not unicodedata.combining(c)))


def guess_columns(names: Iterable[str], chosen: Mapping[str, str]) -> Mapping[str, str]:
    """Return the column of each field, among the ``names`` of a table; what the user has ``chosen`` wins.

    >>> dict(guess_columns(["Titre", "Corps", "Contenu", "rubrique"], {"text": "Corps"}))
    {'text': 'Corps', 'title': 'Titre'}
    """
    return _guess(tuple(names), tuple(chosen.items()))


@lru_cache(maxsize=1024)
def _guess(names: tuple[str, ...], chosen: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    known = {plain_name(name).strip("_"): name for name in reversed(names)}
    found = {field: known[bare] for field, name in chosen if (bare := plain_name(name).strip("_")) in known}
    for row in sorted(load("reading/source_columns"), key=lambda row: int(row["rank"])):
        name = known.get(row["name"])
        if name is not None and name not in found.values():
            found.setdefault(row["field"], name)
    return MappingProxyType(found)


def overlooked(names: Iterable[str], columns: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the columns that look like a date or a source, where none was recognised: pairs of field and name.

    >>> overlooked(["texte", "date_du_papier"], {"text": "texte"})
    [('published', 'date_du_papier')]
    """
    dated = "published" in columns or {"year", "month", "day"} <= set(columns)
    left = [name for name in names if name and name not in columns.values()]
    wanted = [f for f in HINTS if f not in columns and not (f == "published" and dated)]
    return [(f, name) for f in wanted for name in left[:200] if HINTS[f].search(plain_name(name))][:5]
