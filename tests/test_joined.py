"""The base of joined rows: who says what, in which paper, on what day; and what « En bref » counts."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.amounts.find import Amount
from pipeline.articles import ArticleRow
from pipeline.entities.records import Entity
from pipeline.output import overview
from pipeline.output.formats import BASE, WRITERS, Writer, write_tables
from pipeline.output.joined import Joined
from pipeline.output.options import WriteOptions
from pipeline.output.tables import TABLES, rows, table_columns
from pipeline.problems import problem
from pipeline.quotes.records import Quote

ARTICLES = [
    ArticleRow(article_id="a", title="Le port", source="Le Quai", published=date(2024, 3, 12), words=300),
    ArticleRow(article_id="b", source="La Digue", published=date(2024, 4, 2), words=100),
    ArticleRow(article_id="c", source="Le Quai"),
]
ENTITIES = [
    Entity(entity_id="per-ana-tavel", label="PER", name="Ana Tavel", gender="f", roles="maire"),
    Entity(entity_id="per-luc-orme", label="PER", name="Luc Orme"),
]
QUOTES = [
    Quote(
        article_id="a", quote_id="a:q1-20", words="Le quai sera refait", speaker_name="Ana Tavel",
        entity_id="per-ana-tavel", confidence=Decimal("0.90"), speaker_confidence=Decimal("0.60"),
    ),
    Quote(
        article_id="b", quote_id="b:q1-9", words="Non", speaker_name="Luc Orme", entity_id="per-luc-orme",
        confidence=Decimal("0.70"),
    ),
]  # fmt: skip
AMOUNTS = [
    Amount(
        article_id="a", amount_id="a:a5-9", quote_id="a:q1-20", text="2,5 M€", value=Decimal("2.5E+6"), currency="EUR",
        value_eur=Decimal("2500000"),
    ),
    Amount(article_id="b", amount_id="b:a1-4", text="3 €", value=Decimal("3.50"), value_eur=Decimal("3.50")),
]  # fmt: skip


@pytest.fixture
def base() -> Joined:
    return filled({"articles": ARTICLES, "entities": ENTITIES, "quotes": QUOTES, "amounts": AMOUNTS})


def filled(records: dict[str, list[Any]], extra: tuple[str, ...] = ()) -> Joined:
    made = Joined(":memory:")
    for cls in TABLES:
        sink = made.table(cls, table_columns(cls, extra))
        for row in rows(cls, records.get(cls.table.name, []), extra):
            sink(row)
    made.settle()
    return made


def test_a_sum_knows_who_says_it_and_where(base: Joined) -> None:
    [row] = base.rows("select * from sommes_dites")
    told = (row["said_by"], row["said_by_gender"], row["title"], row["source"], row["published"], row["value"])
    assert told == ("Ana Tavel", "f", "Le port", "Le Quai", "2024-03-12", 2_500_000)
    assert [row["said_by"] for row in base.rows("select * from sommes order by amount_id")] == ["Ana Tavel", None]


def test_an_article_without_title_is_told_by_its_id(base: Joined) -> None:
    assert [row["title"] for row in base.rows("select * from citations order by quote_id")] == ["Le port", "b"]


def test_the_overview_counts(base: Joined) -> None:
    told = overview.totals(base)
    assert (told.articles, told.undated, told.words, told.papers) == (3, 1, 400, 2)
    assert (told.first, told.last, told.quotes, told.named) == ("2024-03-12", "2024-04-02", 2, 2)
    assert [(m.month, m.paper, m.articles) for m in overview.months(base)] == [
        ("2024-03", "Le Quai", 1), ("2024-04", "La Digue", 1),
    ]  # fmt: skip
    assert [(q.name, q.words, q.articles) for q in overview.most_quoted(base)] == [
        ("Ana Tavel", 4, 1),
        ("Luc Orme", 1, 1),
    ]
    assert [(g.gender, g.persons) for g in overview.genders(base)] == [("f", 1), ("m", 0), ("", 1)]
    assert [(s.value_eur, s.said_by) for s in overview.largest_sums(base)] == [(2_500_000, "Ana Tavel"), (3.5, "")]
    assert [(d.quote_id, d.confidence) for d in overview.doubtful(base)] == [("a:q1-20", 0.6), ("b:q1-9", 0.7)]


def test_smaller_papers_are_counted_together() -> None:
    papers = [p for p in "ABCDEFGHIJ" for _ in range(2 if p < "I" else 1)]
    articles = [
        ArticleRow(article_id=str(i), source=p, published=date(2024, 1, 1)) for i, p in enumerate([*papers, ""])
    ]
    told = {m.paper: m.articles for m in overview.months(filled({"articles": articles}))}
    assert (told["A"], told[overview.OTHERS], told[overview.UNKNOWN]) == (2, 2, 1)


def test_columns_of_the_user_that_sql_takes_for_one_are_kept_apart() -> None:
    extra = ("Rubrique", "rubrique", 'le "mot"')
    article = ArticleRow(article_id="a", extra=(("Rubrique", "A"), ("rubrique", "b"), ('le "mot"', "c")))
    [row] = filled({"articles": [article]}, extra).rows("select * from articles")
    assert (row["Rubrique"], row["rubrique_2"], row['le "mot"']) == ("A", "b", "c")


def test_half_a_character_stops_nothing() -> None:
    assert filled({"articles": [ArticleRow(article_id="a", title="\ud83d")]}).one("select title from articles") == "?"


def test_a_writer_of_joined_rows_sees_all_tables_and_its_problems_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Joining(Writer):
        files = frozenset({"said"})
        joins = True

        def __init__(self, folder: Path, options: WriteOptions) -> None:
            self.folder = folder

        def joined(self, base: Joined) -> None:
            (self.folder / "said").write_text(base.one("select said_by from sommes_dites"))

        def problems(self) -> list[Any]:
            return [problem("empty-file", path="said")]

    monkeypatch.setitem(WRITERS, "joining", Joining)
    records: dict[str, list[Any]] = {"articles": ARTICLES, "entities": ENTITIES, "quotes": QUOTES, "amounts": AMOUNTS}
    counts = write_tables(tmp_path, records, WriteOptions(formats=("csv", "joining")))
    assert (tmp_path / "said").read_text() == "Ana Tavel"
    assert counts["problems"] == 1
    assert "said" in (tmp_path / "problems.csv").read_text("utf-8")
    assert not (tmp_path / BASE).exists()
