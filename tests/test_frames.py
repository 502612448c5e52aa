"""The tables in pandas."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pipeline
from pipeline.amounts.find import Amount
from pipeline.articles import ArticleRow
from pipeline.dates.find import TemporalExpression
from pipeline.entities.find import Mention
from pipeline.output.formats import write_tables
from pipeline.output.options import DIALECTS, WriteOptions


@pytest.fixture(params=DIALECTS)
def tables(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, pd.DataFrame]:
    records: dict[str, list[Any]] = {
        "articles": [ArticleRow(article_id="a", published=date(2024, 3, 12), words=2)],
        "mentions": [Mention(article_id="a", mention_id="a:m0-2", end=2, text="NA", label="ORG", name="NA")],
        "amounts": [
            Amount(article_id="a", amount_id="a:a1-3", value=Decimal("3.5"), currency="EUR"),
            Amount(article_id="a", amount_id="a:a4-9", value_min=Decimal("1000000000000")),
        ],
        "dates": [TemporalExpression(article_id="a", date_id="a:d1-2", date_from=date(1515, 9, 13))],
    }
    options = WriteOptions(formats=("csv",), csv_dialect=request.param)
    write_tables(tmp_path, {name: iter(rows) for name, rows in records.items()}, options)
    return pipeline.read_tables(tmp_path)


def test_every_column_has_its_type(tables: dict[str, pd.DataFrame]) -> None:
    amounts = tables["amounts"]
    assert amounts["value"].sum() == 3.5
    assert amounts["value"].isna().tolist() == [False, True]
    assert amounts["value_min"][1] == 10**12
    assert amounts["start"].dtype == "Int64"
    assert tables["articles"]["published"][0] == pd.Timestamp(2024, 3, 12)
    assert tables["dates"]["date_from"][0] == pd.Timestamp(1515, 9, 13)
    assert pd.api.types.is_datetime64_any_dtype(tables["dates"]["date_to"])


def test_a_name_that_looks_like_nothing_stays_a_name(tables: dict[str, pd.DataFrame]) -> None:
    assert tables["mentions"]["name"].tolist() == ["NA"]
    assert tables["mentions"]["quote_id"].isna().all()


def test_tables_without_rows_are_there(tables: dict[str, pd.DataFrame]) -> None:
    assert tables["problems"].empty
    assert list(tables["problems"]) == ["article_id", "path", "stage", "code", "message"]


def test_what_is_no_public_name_is_told() -> None:
    with pytest.raises(AttributeError, match="read_table'"):
        _ = pipeline.read_table


ODD = ("\r", "a\rb", "a\r\nb", "\n", '"', "=1+1", "'=1", "-3 €", "\t=x", "a,b;c", "' Oui", " ", "NA", "é\u2028x")


@pytest.mark.parametrize("options", [WriteOptions(csv_dialect=d, guards=g) for d in DIALECTS for g in (False, True)])
def test_whatever_a_text_or_a_name_holds_it_is_read_back(options: WriteOptions, tmp_path: Path) -> None:
    extra = ("=nom", "words", "metadata_words", "a\rb", "Rubrique", "rubrique", "source ")
    articles = [
        ArticleRow(article_id=f"{n}{odd}", title=odd, extra=tuple((name, f"{name}{odd}") for name in extra))
        for n, odd in enumerate(ODD)
    ]
    write_tables(tmp_path, {"articles": articles}, replace(options, formats=("csv",)), extra=extra)
    read = pipeline.read_tables(tmp_path)["articles"]
    assert read["article_id"].tolist() == [a.article_id for a in articles]
    assert read["title"].tolist() == list(ODD)
    assert [c for c in map(str, read) if c.startswith(("=", "meta"))] == [
        "=nom",
        "metadata_words",
        "metadata_metadata_words",
    ]
    assert read["metadata_metadata_words"].tolist() == [f"words{odd}" for odd in ODD]
    assert len(set(read)) == len(list(read))
