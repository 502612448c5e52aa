"""From extractions to tables."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from pipeline.articles import ArticleRow
from pipeline.corpus_entities import Alias, EntityIndex
from pipeline.extract import Extraction
from pipeline.extractors.amounts import Amount
from pipeline.extractors.dates import TemporalExpression
from pipeline.extractors.entities import Entity, Mention
from pipeline.extractors.quotes import Quote, QuotedTerm
from pipeline.records import Problem, Record, columns

TABLES: tuple[type[Record], ...] = (
    ArticleRow,
    Mention,
    Entity,
    Amount,
    TemporalExpression,
    Quote,
    QuotedTerm,
    Problem,
)


def tabulate(
    extractions: Iterable[Extraction], problems: Iterable[Problem] = (), aliases: Iterable[Alias] = ()
) -> dict[str, list[Any]]:
    """Return the records of every table, sorted by article; ``aliases`` are the user's names for entities."""
    found: dict[str, list[Any]] = {cls.table.name: [] for cls in TABLES}
    for extraction in sorted(extractions, key=lambda e: e.row.article_id):
        found["articles"].append(extraction.row)
        found["problems"] += extraction.problems
        for name, records in extraction.found.items():
            found[name] += records
    found["problems"] += problems
    return _with_entities(found, aliases)


def _with_entities(found: dict[str, list[Any]], aliases: Iterable[Alias]) -> dict[str, list[Any]]:
    """Fill the table ``entities`` and give mentions and quotes their entity."""
    index = EntityIndex(aliases)
    for _, mentions in groupby(found["mentions"], key=lambda m: m.article_id):
        index.add(mentions)
    entities = index.finish()
    known = ((m, entities.find(m.label, m.name, m.text)) for m in found["mentions"])
    found["mentions"] = [replace(m, entity_id=entity_id, name=name) for m, (entity_id, name) in known]
    found["quotes"] = [
        replace(q, entity_id=entities.find_speaker(q.speaker_name)) if q.speaker_name else q for q in found["quotes"]
    ]
    found["entities"] = entities.rows
    return found


def cells(cls: type[Record], records: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield a row of values for each record."""
    names = [c.name for c in columns(cls)]
    for record in records:
        yield [getattr(record, name) for name in names]
