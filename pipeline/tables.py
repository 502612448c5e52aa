"""From extractions to tables."""

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.articles import ArticleRow
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


def tabulate(extractions: Iterable[Extraction], problems: Iterable[Problem] = ()) -> dict[str, list[Any]]:
    """Return the records of every table, sorted by article."""
    found: dict[str, list[Any]] = {cls.table.name: [] for cls in TABLES}
    for extraction in sorted(extractions, key=lambda e: e.row.article_id):
        found["articles"].append(extraction.row)
        found["problems"] += extraction.problems
        for name, records in extraction.found.items():
            found[name] += records
    found["problems"] += problems
    return found


def cells(cls: type[Record], records: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield a row of values for each record."""
    names = [c.name for c in columns(cls)]
    for record in records:
        yield [getattr(record, name) for name in names]
