"""« En bref »: what a corpus holds, counted once for the workbook and the report."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.output.joined import Joined

# How many speakers, sums and doubtful rows are shown; papers told by name in the months.
MOST, MOST_PAPERS = 20, 8
OTHERS, UNKNOWN = "autres", "journal inconnu"

# Words of a passage, near enough: its spaces and one.
_WORDS = "length(q.words) - length(replace(q.words, ' ', '')) + 1"
# The article of a row of a view.
_PLACE = ("title", "source", "published", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much was read and found; days in ISO 8601, empty where no article has one."""

    articles: int
    undated: int
    words: int
    first: str
    last: str
    papers: int
    quotes: int
    named: int
    amounts: int
    dates: int
    entities: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """How many articles a paper has in a month (``2024-03``)."""

    month: str
    paper: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Somebody who is quoted: passages, words said, articles."""

    entity_id: str
    name: str
    roles: str
    gender: str
    quotes: int
    words: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GenderCount:
    """The persons of one gender (``f``, ``m``, empty: unknown) who are quoted: how many, passages, words."""

    gender: str
    persons: int
    quotes: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeSum:
    """One of the largest sums in euros: its words, who says it, where."""

    amount_id: str
    value_eur: float
    text: str
    said_by: str
    title: str
    source: str
    published: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A quote that is better checked: the less sure of its two confidences."""

    quote_id: str
    confidence: float
    name: str
    words: str
    title: str
    source: str
    published: str
    url: str


def totals(base: Joined) -> Totals:
    """Return how much was read and found."""
    row = next(
        base.rows(
            "select count(*) as articles, sum(published is null) as undated, sum(words) as words, "
            "min(published) as first, max(published) as last, count(distinct source) as papers from articles"
        )
    )
    counts = {name: base.one(f"select count(*) from {name}") for name in ("quotes", "amounts", "dates", "entities")}
    named = base.one("select count(*) from quotes where speaker_name is not null")
    told = _counts(row, "articles", "undated", "words", "papers")
    problems = base.one("select count(*) from problems")
    return Totals(**told, **_texts(row, "first", "last"), named=named, problems=problems, **counts)


def months(base: Joined) -> list[Month]:
    """Return the articles by month and paper; the smaller papers are told together."""
    papers = largest_papers(base)
    known = ", ".join("?" * len(papers))
    return [
        Month(month=month, paper=paper, articles=count)
        for month, paper, count in base.rows(
            f"select substr(published, 1, 7), coalesce(case when source in ({known}) then source end, "
            f"case when source is null then '{UNKNOWN}' else '{OTHERS}' end) as paper, count(*) from articles "
            "where published is not null group by 1, 2 order by 1, 2",
            *papers,
        )
    ]


def periods(base: Joined, most: int = 36) -> list[Month]:
    """Return the articles by month and paper, by year (``2024``) where the months are more than ``most``."""
    found = months(base)
    if len({one.month for one in found}) <= most:
        return found
    years: Counter[tuple[str, str]] = Counter()
    for one in found:
        years[one.month[:4], one.paper] += one.articles
    return [Month(month=year, paper=paper, articles=count) for (year, paper), count in sorted(years.items())]


def largest_papers(base: Joined) -> Sequence[str]:
    """Return the papers of most articles, that of most first."""
    query = "select source from articles where source is not null group by 1 order by count(*) desc, 1 limit ?"
    return [source for (source,) in base.rows(query, MOST_PAPERS)]


def most_quoted(base: Joined, most: int = MOST) -> list[Quoted]:
    """Return the persons and organisations that say most words."""
    query = (
        "select e.entity_id, e.name, e.roles, e.gender, count(*) as quotes, "
        f"sum({_WORDS}) as words, count(distinct q.article_id) as articles "
        "from quotes q join entities e using (entity_id) group by 1 order by words desc, quotes desc, 1 limit ?"
    )
    return [
        Quoted(**_texts(row, "entity_id", "name", "roles", "gender"), **_counts(row, "quotes", "words", "articles"))
        for row in base.rows(query, most)
    ]


def genders(base: Joined) -> list[GenderCount]:
    """Return women, men and unknown among the persons who are quoted by their name."""
    query = (
        "select coalesce(e.gender, '') as gender, count(distinct q.entity_id) as persons, count(*) as quotes, "
        f"sum({_WORDS}) as words from quotes q join entities e using (entity_id) where e.label = 'PER' group by 1"
    )
    found = {row["gender"]: _counts(row, "persons", "quotes", "words") for row in base.rows(query)}
    return [GenderCount(gender=g, **found.get(g, {"persons": 0, "quotes": 0, "words": 0})) for g in ("f", "m", "")]


def largest_sums(base: Joined, most: int = MOST) -> list[LargeSum]:
    """Return the largest sums in euros, each once an article."""
    query = (
        "select min(amount_id) as amount_id, coalesce(value_eur, value_eur_max) as value_eur, text, said_by, title, "
        "source, published, url from sommes where coalesce(value_eur, value_eur_max) is not null "
        "group by article_id, coalesce(value_eur, value_eur_max) order by 2 desc, 1 limit ?"
    )
    return [
        LargeSum(value_eur=row["value_eur"], **_texts(row, "amount_id", "text", "said_by", *_PLACE))
        for row in base.rows(query, most)
    ]


def doubtful(base: Joined, most: int = MOST) -> list[Doubtful]:
    """Return the quotes that are least sure, to be checked first."""
    query = (
        "select quote_id, min(confidence, coalesce(speaker_confidence, confidence)) as sure, speaker_name as name, "
        "words, title, source, published, url from citations where confidence is not null order by 2, 1 limit ?"
    )
    return [
        Doubtful(confidence=row["sure"], **_texts(row, "quote_id", "name", "words", *_PLACE))
        for row in base.rows(query, most)
    ]


def _texts(row: sqlite3.Row, *keys: str) -> dict[str, Any]:
    return {key: row[key] or "" for key in keys}


def _counts(row: sqlite3.Row, *keys: str) -> dict[str, Any]:
    return {key: row[key] or 0 for key in keys}
