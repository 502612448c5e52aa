"""From what a table of articles or a page says to an Article: guess of the columns, dates as people write them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from email.utils import parsedate
from functools import cache, lru_cache
from types import MappingProxyType

from pipeline.articles import Article
from pipeline.language.lists import load
from pipeline.reading.decode import clean
from pipeline.reading.formats import Source
from pipeline.records import LIST_SEPARATOR, Problem

FIELDS = ("id", "text", "title", "author", "published", "year", "month", "day", "source", "url", "language")
_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_IN_WORDS = re.compile(r"(?:[a-z]+\.? +)?(?:le +)?(\d{1,2})(?:er)? +([a-z]+)\.? +(\d{4})(?!\d)")


def plain_name(name: str) -> str:
    """Return a column name in its plain form.

    >>> plain_name(" Date de Publication ")
    'date_de_publication'
    >>> plain_name("Année")
    'annee'
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
    known = {plain_name(name): name for name in reversed(names)}
    found = {field: known[plain_name(name)] for field, name in chosen if plain_name(name) in known}
    for row in sorted(load("reading/source_columns"), key=lambda row: int(row["rank"])):
        name = known.get(row["name"])
        if name is not None and name not in found.values():
            found.setdefault(row["field"], name)
    return MappingProxyType(found)


def parse_day(value: str) -> date | None:
    """Return the day that a date as people or programs write it names; day first; None when it is not understood.

    >>> [str(parse_day(v)) for v in ("2024-03-12T08:00:00Z", "12/03/2024", "mardi 12 mars 2024", "1er août 2023")]
    ['2024-03-12', '2024-03-12', '2024-03-12', '2023-08-01']
    >>> parse_day("hier")
    """
    value = value.strip()
    if found := _ISO.match(value):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.match(value):
        return _day(found[3], found[2], found[1])
    if found := _IN_WORDS.match(plain_name(value).replace("_", " ")):
        return _day(found[3], _months().get(found[2], 0), found[1])
    moment = parsedate(value)
    return _day(*moment[:3]) if moment else None


def article_of(
    source: Source, fields: Mapping[str, str], *, key: str = "", extra: Mapping[str, str]
) -> Iterator[Article | Problem]:
    """Yield the article that these fields describe, after a problem for a date that is not understood.

    ``key`` is the place of the article in a file of many.
    """
    article_id = f"{source.article_id}#{key}" if key else source.article_id
    told = {name: clean(fields.get(name, "")).strip() for name in ("title", "author", "source", "url", "language")}
    stated = fields.get("published", "").strip() or _assembled(fields)
    published = parse_day(stated) if stated else None
    if stated and published is None:
        yield source.problem("bad-date", article_id=article_id, value=stated[:40])
    text = clean(fields.get("text", ""))
    if not text.strip():
        yield source.problem("empty-text", article_id=article_id, key=key)
        return
    rest = {clean(name): clean(value) for name, value in extra.items()}
    yield Article(article_id=article_id, path=source.path, text=text, published=published, extra=rest, **told)


def as_text(value: object) -> str:
    """Return a value of JSON as the text of a cell; the parts of a list are joined.

    >>> as_text(["Anne Vial", "Jean Roux"])
    'Anne Vial | Jean Roux'
    """
    if isinstance(value, list):
        return LIST_SEPARATOR.join(as_text(v) for v in value)
    if isinstance(value, dict):
        return as_text(value.get("name", ""))
    return "" if value is None else str(value)


def _assembled(fields: Mapping[str, str]) -> str:
    """Return ``year-month-day`` where a table keeps them in three columns; the month may be in words."""
    year, month, day = (fields.get(name, "").strip() for name in ("year", "month", "day"))
    if not (year and month and day):
        return ""
    return f"{day}/{month}/{year}" if month.isdigit() else f"{day} {month} {year}"


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    names = [*get_month_names("wide", locale="fr").items(), *get_month_names("abbreviated", locale="fr").items()]
    return {plain_name(name).rstrip("."): number for number, name in names}
