"""The lists of words that the rules of quotes read."""

import ast
import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.quotes.grammar.lexicon import CLASSES

ROOT = Path(__file__).parent.parent
LISTS = ROOT / "pipeline" / "resources" / "quotes"


def rows(name: str) -> list[dict[str, str]]:
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("name", [*CLASSES, "speech_verbs", "term_weights", "word_uses"])
def test_a_list_is_sorted(name: str) -> None:
    forms = [next(iter(row.values())) for row in rows(name)]
    assert forms == sorted(forms)


def test_a_word_stands_in_one_list() -> None:
    seen = Counter(row["form"] for name in CLASSES for row in rows(name))
    assert not [form for form, times in seen.items() if times > 1]


def test_every_use_is_explained_and_read() -> None:
    uses = {use for name in CLASSES for row in rows(name) for use in row["uses"].split()}
    assert uses == {row["use"] for row in rows("word_uses")}
    readers = [p.read_text("utf-8") for p in (ROOT / "pipeline").rglob("*.py")]
    said = {
        node.value
        for text in readers
        if "quotes.grammar.lexicon" in text or "def words(" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not uses - said
