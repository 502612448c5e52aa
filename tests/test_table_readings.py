"""Each example of sums, dates and names, read whole: bounds, euros, first and last day, genders, roles."""

import csv

import pytest
from spacy.language import Language

from pipeline.amounts.find import Amount
from pipeline.dates.find import TemporalExpression
from pipeline.entities.records import Entity
from pipeline.quotes.records import Quote
from pipeline.records import Record, columns
from tests.example_files import Example
from tests.table_readings import GOLDEN, TABLES, Readings, key

EXPECTED = {table.name: table.read() for table in TABLES}


@pytest.mark.parametrize(
    ("table", "example"),
    [pytest.param(table, example, id=f"{table.name}-{example}") for table in TABLES for example in table.examples()],
)
def test_the_tables_are_read_as_expected(table: Readings, example: Example, nlp: Language, blank: Language) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    found = list(table.rows(example, nlp if example.model else blank))
    assert found == EXPECTED[table.name].get(key(example), [])


@pytest.mark.parametrize("cls", [Amount, TemporalExpression, Quote, Entity], ids=lambda cls: cls.__name__)
def test_what_a_column_may_hold_is_what_it_holds(cls: type[Record]) -> None:
    """The values of the examples are those that the schema names, and the schema names no other."""
    rows = [row for path in sorted(GOLDEN.glob("readings*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]
    for column in columns(cls):
        held = {row[column.name] for row in rows if row.get(column.name)}
        if column.choices and held:
            assert held == set(column.choices), column.name
