"""Each correction of names does by itself what is expected, and names and descriptions stand for whom they should."""

import pytest
from spacy.language import Language

from tests.name_readings import READINGS, readings, texts

EXPECTED = {part.split("\n", 1)[0]: part for part in READINGS.read_text("utf-8").removeprefix("## ").split("\n## ")}


@pytest.mark.parametrize("text", texts())
def test_each_correction_does_what_is_expected(text: str, nlp: Language) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    found = "\n".join(readings(text, nlp)).removeprefix("## ").split("\n")
    assert found == EXPECTED.get(found[0], "").rstrip("\n").split("\n")
