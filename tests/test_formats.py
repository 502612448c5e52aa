"""Every format that is read: articles invented for it, and the table expected of them."""

import csv
from pathlib import Path

import pytest

from pipeline.reading.formats import READERS
from tests.conftest import ROOT
from tests.reading import read

FOLDER = ROOT / "tests" / "formats"
COLUMNS = ("article_id", "published", "source", "edition", "title", "author", "language", "url", "text")


def _expected() -> dict[str, dict[str, str]]:
    with (FOLDER / "articles.csv").open(encoding="utf-8", newline="") as handle:
        return {row["article_id"]: row for row in csv.DictReader(handle)}


def _found(path: Path) -> dict[str, dict[str, str]]:
    articles, _ = read(path)
    return {
        name: {c: str(getattr(article, c) or "") for c in COLUMNS} | {"text": article.text.replace("\n", "¶")}
        for name, article in articles.items()
    }


@pytest.mark.parametrize("file", sorted((FOLDER / "files").iterdir()), ids=lambda file: file.name)
def test_a_file_gives_its_articles(file: Path) -> None:
    stem = str(Path(file.name.removesuffix(".gz")).with_suffix(""))
    expected = {k: v for k, v in _expected().items() if k.split("#")[0].split("/")[0] == f"{file.name}!{stem}"}
    found = {f"{file.name}!{key}": {**row, "article_id": f"{file.name}!{key}"} for key, row in _found(file).items()}
    assert found == expected


def test_every_format_says_how_it_looks() -> None:
    for reader in READERS:
        assert reader.title, reader
        assert " : " in reader.example, reader.title
        assert len(reader.example) < 140, reader.title
