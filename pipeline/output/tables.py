"""The tables of a run, and their rows: which column comes where."""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

import pipeline.extractors  # noqa: F401 - registers them
from pipeline.articles import ArticleRow, TextRow
from pipeline.entities.records import Entity, Mention
from pipeline.records import Column, Problem, Record, Value, columns
from pipeline.registry import EXTRACTORS

Row = list[Value]

# The articles and their texts; what the extractors fill, in their order, the entities of the corpus after their
# mentions; the problems.
_FOUND = [cls for extractor in EXTRACTORS.values() for cls in extractor.records]
_FOUND.insert(_FOUND.index(Mention) + 1, Entity)
TABLES: tuple[type[Record], ...] = (ArticleRow, TextRow, *_FOUND, Problem)


def table_columns(cls: type[Record], extra: Iterable[str] = ()) -> tuple[Column, ...]:
    """Return the columns of a table; to ``articles`` are added the user's own, named ``extra``.

    >>> [c.name for c in table_columns(ArticleRow, ["rubrique", "words"])][-2:]
    ['rubrique', 'metadata_words']
    """
    own = columns(cls)
    if cls is not ArticleRow:
        return own
    names = _own_names({c.name for c in own}, set(extra))
    described = "Colonne du corpus, reprise telle quelle."
    return own + tuple(Column(name=n, type=str, title=key, description=described) for key, n in names.items())


def _own_names(taken: set[str], extra: set[str]) -> dict[str, str]:
    """Return the column of each name of the user's, unlike all others: ``words`` becomes ``metadata_words``.

    >>> _own_names({"words"}, {"words", "metadata_words"})
    {'metadata_words': 'metadata_words', 'words': 'metadata_metadata_words'}
    """
    names = {name: name for name in sorted(extra - taken)}
    for name in sorted(extra & taken):
        column = f"metadata_{name}"
        while column in taken or column in names.values():
            column = f"metadata_{column}"
        names[name] = column
    return dict(sorted(names.items()))


def rows(cls: type[Record], records: Iterable[Any], extra: Iterable[str] = ()) -> Iterator[Row]:
    """Yield the cells of each record, in the order of ``table_columns``."""
    cells = _cells(cls)
    keys = sorted(set(extra)) if cls is ArticleRow else []
    for record in records:
        row = cells(record)
        if keys:
            carried = dict(record.extra)
            row += [carried.get(key, "") for key in keys]
        yield row


def _cells(cls: type[Record]) -> Callable[[Any], Row]:
    get = attrgetter(*(c.name for c in columns(cls)))
    return lambda record: list(get(record))
