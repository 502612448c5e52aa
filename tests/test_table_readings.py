"""Each example of sums, dates and names, read whole: bounds, euros, first and last day, genders, roles."""

import pytest
from spacy.language import Language

from tests.example_files import Example
from tests.table_readings import TABLES, Readings, key

EXPECTED = {table.name: table.read() for table in TABLES}


@pytest.mark.parametrize(
    ("table", "example"),
    [pytest.param(table, example, id=f"{table.name}-{example}") for table in TABLES for example in table.examples()],
)
def test_the_tables_are_read_as_expected(table: Readings, example: Example, nlp: Language, blank: Language) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    found = list(table.rows(example, nlp if example.model else blank))
    assert found == EXPECTED[table.name].get(key(example), [])
