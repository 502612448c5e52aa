"""SQLite, GEXF, Iramuteq, TXM, Parquet: what those who use them ask of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pipeline.articles import ArticleRow, TextRow
from pipeline.entities.records import Mention
from pipeline.output.formats import WRITERS, missing_library, write_tables
from pipeline.output.options import WriteOptions
from pipeline.problems import problem
from tests.test_joined import AMOUNTS, ARTICLES, ENTITIES, QUOTES

MENTIONS = [
    Mention(article_id="a", mention_id="a:m1-4", text="Ana", name="Ana Tavel", label="PER", entity_id="per-ana-tavel"),
    Mention(article_id="a", mention_id="a:m9-12", text="Luc", name="Luc Orme", label="PER", entity_id="per-luc-orme",
            quote_id="a:q1-20"),
]  # fmt: skip
RECORDS: dict[str, list[Any]] = {
    "articles": ARTICLES,
    "texts": [TextRow(article_id="a", text="La sécurité du port.")],
    "entities": ENTITIES,
    "mentions": MENTIONS,
    "quotes": [replace(QUOTES[0], words="La sécurité du quai\nsera * refaite"), QUOTES[1]],
    "amounts": AMOUNTS,
    "problems": [problem("empty-file", path="vide.txt")],
}


def write(folder: Path, formats: str, **records: list[Any]) -> Path:
    folder.mkdir(exist_ok=True)
    write_tables(folder, {**RECORDS, **records}, WriteOptions(formats=tuple(formats.split(","))))
    return folder


@pytest.fixture
def base(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(write(tmp_path, "sqlite") / "glaneur.sqlite")) as opened:
        yield opened


def test_sqlite_answers_who_is_quoted_most_by_paper(base: sqlite3.Connection) -> None:
    query = "select source, speaker_name, count(*) from citations group by 1, 2 order by 1"
    assert base.execute(query).fetchall() == [("La Digue", "Luc Orme", 1), ("Le Quai", "Ana Tavel", 1)]


def test_sqlite_answers_which_large_sums_women_have_said(base: sqlite3.Connection) -> None:
    query = "select said_by, value_eur from sommes_dites where said_by_gender = 'f' and value_eur > 1000000"
    assert base.execute(query).fetchall() == [("Ana Tavel", 2_500_000)]


@pytest.mark.parametrize(("table", "column"), [("quotes", "words"), ("texts", "text")])
def test_sqlite_finds_a_word_without_its_accents(base: sqlite3.Connection, table: str, column: str) -> None:
    query = f"select {column} from {table} where rowid in (select rowid from {table}_fts where {table}_fts match ?)"
    [(found,)] = base.execute(query, ("securite",)).fetchall()
    assert "sécurité" in found


def test_sqlite_has_keys_that_hold_and_the_last_problems(base: sqlite3.Connection) -> None:
    assert base.execute("pragma foreign_key_check").fetchall() == []
    assert base.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert [row[5] for row in base.execute("pragma table_info(quotes)") if row[1] == "quote_id"] == [1]
    assert base.execute("select path from problems").fetchall() == [("vide.txt",)]
    plan = base.execute("explain query plan select * from mentions where entity_id = 'x'").fetchall()
    assert "mentions_entity_id" in plan[0][3]


def network(path: Path) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    tree = ElementTree.parse(path)
    space = {"g": "http://gexf.net/1.3"}
    nodes = {node.attrib["id"]: node.attrib["label"] for node in tree.iterfind(".//g:node", space)}
    edges = [(e.attrib["source"], e.attrib["target"], e.attrib["weight"]) for e in tree.iterfind(".//g:edge", space)]
    return nodes, edges


def test_gexf_tells_who_is_named_with_whom_and_who_speaks_of_whom(tmp_path: Path) -> None:
    folder = write(tmp_path, "gexf")
    nodes, edges = network(folder / "noms.gexf")
    assert nodes == {"per-ana-tavel": "Ana Tavel", "per-luc-orme": "Luc Orme"}
    assert edges == [("per-ana-tavel", "per-luc-orme", "1")]
    assert network(folder / "paroles.gexf")[1] == [("per-ana-tavel", "per-luc-orme", "1")]
    text = (folder / "paroles.gexf").read_text("utf-8")
    assert 'defaultedgetype="directed"' in text
    assert 'start="2024-03-12"' in text


def test_gexf_holds_names_that_xml_cannot(tmp_path: Path) -> None:
    odd = [replace(ENTITIES[0], name='<A & "B">\x0b\ud83d'), ENTITIES[1]]
    nodes, _ = network(write(tmp_path, "gexf", entities=odd) / "noms.gexf")
    assert nodes["per-ana-tavel"].startswith('<A & "B">')


def test_iramuteq_has_a_text_a_quote_with_its_variables(tmp_path: Path) -> None:
    text = (write(tmp_path, "iramuteq") / "citations-iramuteq.txt").read_text("utf-8")
    assert text == (
        "**** *locuteur_ana_tavel *journal_le_quai *mois_2024_03 *genre_f\nLa sécurité du quai sera   refaite\n\n"
        "**** *locuteur_luc_orme *journal_la_digue *mois_2024_04 *genre_inconnu\nNon\n\n"
    )


def test_txm_has_an_element_a_quote(tmp_path: Path) -> None:
    tree = ElementTree.parse(write(tmp_path, "txm") / "citations-txm.xml")
    first = next(tree.iter("citation"))
    told = {k: first.attrib[k] for k in ("id", "locuteur", "journal", "mois", "genre")}
    assert told == {"id": "a:q1-20", "locuteur": "Ana Tavel", "journal": "Le Quai", "mois": "2024-03", "genre": "f"}
    assert first.text == "La sécurité du quai sera * refaite"


def test_parquet_keeps_types_and_missing_values(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    folder = write(tmp_path, "parquet", articles=[*ARTICLES, ArticleRow(article_id="d", title="\ud83d")])
    articles = parquet.read_table(folder / "articles.parquet").to_pylist()
    assert [(row["published"], row["url"], row["words"]) for row in articles][:2] == [
        (date(2024, 3, 12), None, 300), (date(2024, 4, 2), None, 100),
    ]  # fmt: skip
    assert parquet.read_table(folder / "amounts.parquet")["value"].to_pylist() == [2_500_000.0, 3.5]
    assert parquet.read_table(folder / "dates.parquet").num_rows == 0


def test_a_library_that_is_missing_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WRITERS["parquet"], "needs", "absent_library")
    assert missing_library(("csv", "sqlite")) == ""
    assert 'pip install "glaneur[parquet]"' in missing_library(("csv", "parquet"))


@pytest.mark.parametrize("name", ["sqlite", "gexf", "iramuteq", "txm"])
def test_the_same_tables_make_the_same_bytes(tmp_path: Path, name: str) -> None:
    first, second = write(tmp_path / "1", name), write(tmp_path / "2", name)
    for file in WRITERS[name].files:
        assert (first / file).read_bytes() == (second / file).read_bytes(), file
    assert {path.name for path in first.iterdir()} == {*WRITERS[name].files, "datapackage.json"}
