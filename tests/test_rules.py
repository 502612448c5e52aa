"""Each rule of quotes answers by itself as expected: phrases, subjects, reports, cues, terms, where they end."""

import pytest
from spacy.language import Language

from tests.rule_readings import READINGS, readings, texts

EXPECTED = {part.split("\n", 1)[0]: part for part in READINGS.read_text("utf-8").removeprefix("## ").split("\n## ")}


@pytest.mark.parametrize("text", texts())
def test_each_rule_answers_as_expected(text: str, nlp: Language) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    found = "\n".join(readings(text, nlp)).removeprefix("## ")
    assert found.split("\n") == EXPECTED.get(text, "").rstrip("\n").split("\n")
