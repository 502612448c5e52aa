"""Each correction of names, on marked examples."""

import pytest

from pipeline.entities.bounds import apart
from pipeline.entities.corrections import CORRECTIONS
from pipeline.language.typography import plain
from pipeline.records import Name
from tests.example_files import EXAMPLES, parse

LINES = (EXAMPLES / "names" / "corrections.txt").read_text("utf-8").splitlines()
ROWS = [tuple(part.strip() for part in line.split(" | ")) for line in LINES if line and not line.startswith("#")]
BY_NAME = {correction.__name__: correction for correction in CORRECTIONS}


@pytest.mark.parametrize(("name", "found", "kept"), ROWS, ids=lambda part: part[:40])
def test_correction(name: str, found: str, kept: str) -> None:
    text, before = parse(found)
    same, after = parse(kept)
    assert text == same
    corrected = apart(BY_NAME[name](plain(text), sorted(Name(*n) for n in before)))
    assert corrected == sorted(Name(*n) for n in after)


def test_every_correction_has_examples() -> None:
    assert {name for name, _, _ in ROWS} == set(BY_NAME)
