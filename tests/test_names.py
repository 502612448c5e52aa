"""Full names in an article: each line of the examples gives the mentions, and the name that each must get."""

import pytest

from pipeline.entities.cast import read_cast
from pipeline.language.typography import plain
from pipeline.records import Name
from tests.example_files import EXAMPLES, Example, read_examples

FOUND = list(read_examples(EXAMPLES / "names" / "article.txt"))


def named(example: Example) -> list[str]:
    """Return ``label name`` of each mention of the example, as the program gives it."""
    names = [Name(start, end, value.split()[0]) for start, end, value in sorted(example.expected)]
    cast = read_cast(plain(example.text), names)
    members = [cast.at(start, end) for start, end, _ in names]
    return [f"{m.label} {m.name}" if m else "ORG nothing" for m in members]


def wanted(example: Example) -> list[str]:
    return [value for _, _, value in sorted(example.expected)]


@pytest.mark.parametrize("example", [e for e in FOUND if not e.gap], ids=str)
def test_name(example: Example) -> None:
    assert named(example) == wanted(example), example.text


@pytest.mark.parametrize("example", [e for e in FOUND if e.gap], ids=str)
@pytest.mark.xfail(strict=True, reason="a known gap; when it passes, take its « ? » away")
def test_known_gap(example: Example) -> None:
    assert named(example) == wanted(example), example.text
