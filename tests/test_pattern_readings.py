"""Each regular expression of the extractors finds what is expected in short texts, one for each of its parts."""

import pytest

from tests.pattern_readings import patterns, read, shown

EXPECTED, FOUND = read(), patterns()


def test_every_pattern_is_tried() -> None:
    """A new pattern, or one with another name: run ``make golden``."""
    assert list(FOUND) == list(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_pattern_finds_what_is_expected(name: str) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    found = [(text, shown(FOUND[name], text)) for text, _ in EXPECTED[name]]
    assert found == EXPECTED[name]
