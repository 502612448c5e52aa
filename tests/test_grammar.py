"""The grammar of quotes reads its examples as expected: noun phrases, verbs and subjects, sources, incises."""

import pytest
from spacy.language import Language

from tests.grammar_readings import READINGS, readings, texts

EXPECTED = {part.split("\n", 1)[0]: part for part in READINGS.read_text("utf-8").removeprefix("# ").split("\n# ")}


@pytest.mark.parametrize("text", texts())
def test_the_grammar_reads_as_expected(text: str, nlp: Language) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    found = "\n".join(readings(text, nlp)).removeprefix("# ").split("\n# ")
    assert found == [EXPECTED.get(part.split("\n", 1)[0], "").rstrip("\n") for part in found]
