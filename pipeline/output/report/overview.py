"""« En bref »: what the page counts when it is written, from the gathered tables."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import nlargest
from operator import itemgetter
from typing import Any, NamedTuple

from pipeline.output.report.gather import Gathered

MOST_QUOTED, LARGEST = 20, 10
# Below this confidence a quote or its speaker is worth a look; at one half the name is left out.
SURE = 0.8


@dataclass(slots=True)
class Speaker:
    """Somebody who is quoted: a member of the corpus, or the words that name who speaks."""

    name: str
    label: str = ""
    gender: str = ""
    quotes: int = 0
    words: int = 0
    articles: set[int] = field(default_factory=set)


class Sum(NamedTuple):
    """One of the largest sums: its words, who says it, where it stands."""

    text: str
    said_by: str
    article: int
    place: str


class Count(NamedTuple):
    """A line of the count of women and men."""

    name: str
    persons: int
    quotes: int
    words: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of the first page."""

    counts: dict[str, int]
    days: tuple[str, str]
    undated: int
    papers: list[tuple[str, int]]
    speakers: list[Speaker]
    genders: list[Count]
    largest: list[Sum]
    checks: dict[str, int]
    problems: list[tuple[str, int]]
    articles: list[dict[str, str]]


GENDERS = (("f", "Femmes"), ("m", "Hommes"), ("", "Non connu"))


def overview(gathered: Gathered) -> Overview:
    """Count what the first page tells."""
    tables = gathered.tables
    names = ("article_id", "title", "source", "published")
    articles = [dict(zip(names, cells, strict=True)) for cells in tables["articles"].cells(*names)]
    days = sorted(day for a in articles if (day := a["published"]))
    speakers = list(_speakers(gathered))
    return Overview(
        counts={name: held.rows for name, held in tables.items()}
        | {"speakers": len(speakers), "papers": len({a["source"] for a in articles if a["source"]})},
        days=(days[0], days[-1]) if days else ("", ""),
        undated=len(articles) - len(days),
        papers=Counter(a["source"] or "Journal non dit" for a in articles).most_common(),
        speakers=nlargest(MOST_QUOTED, speakers, key=lambda s: (s.quotes, s.words)),
        genders=_genders(speakers),
        largest=_largest(gathered),
        checks=_checks(gathered),
        problems=Counter(message for (message,) in tables["problems"].cells("message")).most_common(),
        articles=articles,
    )


def _speakers(gathered: Gathered) -> Iterator[Speaker]:
    """Yield who is quoted, in the order of the corpus: one a member, one a phrase that no member explains."""
    entities = {i: (label, name, gender) for i, label, name, gender in _entities(gathered)}
    found: dict[str, Speaker] = {}
    cells = gathered.tables["quotes"].cells("entity_id", "speaker_name", "article", "count")
    for entity, name, article, words in cells:
        if name:
            label, full, gender = entities.get(entity, ("", name, ""))
            speaker = found.setdefault(entity or name, Speaker(full, label, gender))
            speaker.quotes += 1
            speaker.words += words
            speaker.articles.add(article)
    yield from found.values()


def _entities(gathered: Gathered) -> Iterator[tuple[Any, ...]]:
    return gathered.tables["entities"].cells("entity_id", "label", "name", "gender")


def _genders(speakers: list[Speaker]) -> list[Count]:
    """Count women, men and unknown among the persons who are quoted."""
    persons = [s for s in speakers if s.label == "PER"]
    groups = [(title, [s for s in persons if s.gender == code]) for code, title in GENDERS]
    return [Count(title, len(g), sum(s.quotes for s in g), sum(s.words for s in g)) for title, g in groups]


def _largest(gathered: Gathered) -> list[Sum]:
    said = dict(gathered.tables["quotes"].cells("quote_id", "speaker_name"))
    held = gathered.tables["amounts"]
    cells = held.cells("value_eur", "per", "quote_id", "article", "start", "length", "text")
    distinct = {(row[0], row[3]): row for row in cells if row[0] and not row[1]}  # an article says its sum many times
    largest = nlargest(LARGEST, distinct.values(), key=itemgetter(0))
    return [
        Sum(gathered.passage(article, start, length, text), said.get(quote, ""), article, f"a{start}-{start + length}")
        for _, _, quote, article, start, length, text in largest
    ]


def _checks(gathered: Gathered) -> dict[str, int]:
    """Count what is worth a look before anything is published."""
    quotes = list(gathered.tables["quotes"].cells("speaker_name", "confidence", "speaker_confidence"))
    return {
        "floating": sum(not name for name, _, _ in quotes),
        "unsure": sum(min(sure or 1, right or 1) < SURE for _, sure, right in quotes),
        "currency": sum(not code for (code,) in gathered.tables["amounts"].cells("currency")),
    }
