"""The sample corpus: the tables expected of it, whole; and what must hold of any tables."""

import csv
from pathlib import Path

import pytest

from pipeline.articles import Article
from pipeline.output.tables import TABLES
from pipeline.reading.corpus import read_corpus
from tests.conftest import ROOT

EXPECTED = Path(__file__).parent / "golden" / "tables"


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("name", [cls.table.name for cls in TABLES])
def test_the_tables_are_those_expected(demo: Path, name: str) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    assert table(demo, name) == table(EXPECTED, name)


def test_every_passage_is_its_slice(demo: Path) -> None:
    texts = {a.article_id: a.text for a in read_corpus(ROOT / "corpus") if isinstance(a, Article)}
    seen = 0
    for name in ("mentions", "amounts", "dates", "quotes", "quoted_terms"):
        for row in table(demo, name):
            seen += 1
            assert texts[row["article_id"]][int(row["start"]) : int(row["end"])] == row["text"]
    assert seen > 100


def test_rows_are_sorted(demo: Path) -> None:
    for name in ("mentions", "amounts", "dates", "quotes", "quoted_terms"):
        places = [(row["article_id"], int(row["start"])) for row in table(demo, name)]
        assert places == sorted(places)
    ids = [row["article_id"] for row in table(demo, "articles")]
    assert ids == sorted(ids)
