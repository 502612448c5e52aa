"""Each example of quotes, read whole: rule, cue, verb, role, words, medium, utterance, confidence."""

import pytest
from spacy.language import Language

from tests.example_files import Example
from tests.readings import quote_examples, read, readings

EXPECTED = read()


@pytest.mark.parametrize("example", quote_examples(), ids=str)
def test_the_quotes_are_read_as_expected(example: Example, nlp: Language) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    assert list(readings(example, nlp)) == EXPECTED.get(example.text, [])
