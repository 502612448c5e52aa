"""Writers: CSV in two dialects, the workbook read back, the Data Package."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.amounts.find import Amount
from pipeline.articles import ArticleRow
from pipeline.cli import DIALECTS as CLI_DIALECTS
from pipeline.cli import FORMATS as CLI_FORMATS
from pipeline.output.dialects import EXCEL_FR, STANDARD, Dialect
from pipeline.output.formats import WRITERS, own_files, write_tables
from pipeline.output.options import DIALECTS, WriteOptions
from pipeline.output.tables import TABLES, table_columns
from pipeline.records import Record

ARTICLE = ArticleRow(
    article_id="a", path="a.txt", title="=1+1", published=date(2024, 3, 12), words=2, extra=(("rubrique", "+Sport"),)
)
AMOUNTS = [
    Amount(article_id="a", amount_id="a:a1-3", start=1, end=3, text="-3 €", value=Decimal("-3.50"), currency="EUR"),
    Amount(article_id="a", amount_id="a:a4-9", start=4, end=9, text='@ «3» ; "x"\n', value=Decimal("3.5E+9")),
]


def write(folder: Path, dialect: str = "standard", **tables: list[Any]) -> Path:
    folder.mkdir(exist_ok=True)
    records: dict[str, list[Any]] = {"articles": [ARTICLE], "amounts": AMOUNTS, **tables}
    write_tables(
        folder, {k: iter(v) for k, v in records.items()}, WriteOptions(csv_dialect=dialect), extra=["rubrique"]
    )
    return folder


def test_the_command_line_offers_what_is_registered() -> None:
    assert tuple(WRITERS) == CLI_FORMATS
    assert DIALECTS == CLI_DIALECTS


def test_csv_is_plain(tmp_path: Path) -> None:
    data = (write(tmp_path) / "amounts.csv").read_bytes()
    lines = data.decode("utf-8").split("\n")
    assert lines[0].startswith("article_id,amount_id,start,end,text,value,")
    assert lines[1].startswith("a,a:a1-3,1,3,-3 €,-3.50,,,EUR,")
    assert "3500000000" in lines[3]
    assert b"\r" not in data


CELLS = st.none() | st.integers() | st.floats() | st.dates() | st.text("aé,;\"'\n\r\t ", max_size=6)


@given(row=st.lists(CELLS, min_size=1), dialect=st.sampled_from([STANDARD, EXCEL_FR]))
def test_a_row_is_written_as_by_the_csv_of_python(row: list[Any], dialect: Dialect) -> None:
    returns = any(isinstance(cell, str) and "\r" in cell for cell in row)
    quoting = csv.QUOTE_ALL if returns else dialect.quoting
    mine, theirs = StringIO(newline=""), StringIO(newline="")
    dialect.writer(mine)(row)
    csv.writer(theirs, delimiter=dialect.delimiter, lineterminator="\n", quoting=quoting).writerow(row)
    assert mine.getvalue() == theirs.getvalue()


def test_csv_for_a_french_excel_has_every_cell_in_marks(tmp_path: Path) -> None:
    data = (write(tmp_path, "excel-fr") / "amounts.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\n")[1].startswith('"a";"a:a1-3";"1";"3";"\'-3 €";"-3,50";"";"";"EUR";')


@pytest.mark.parametrize(("dialect", "guards"), [("excel-fr", False), ("standard", True)])
def test_no_cell_runs_as_a_formula(dialect: str, guards: bool, tmp_path: Path) -> None:
    texts = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1")
    articles = [ArticleRow(article_id=t, title=t, path=t, extra=(("=c", t),)) for t in texts]
    write_tables(tmp_path, {"articles": articles}, WriteOptions(csv_dialect=dialect, guards=guards), extra=["=c"])
    with (tmp_path / "articles.csv").open(encoding="utf-8-sig", newline="") as handle:
        cells = [cell for row in csv.reader(handle, delimiter=";" if dialect == "excel-fr" else ",") for cell in row]
    assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "＝"))]
    assert sum(cell.startswith("'") for cell in cells) == 4 * len(texts) + 1


def test_every_table_has_its_file_with_every_column(tmp_path: Path) -> None:
    for cls in TABLES:
        with (write(tmp_path) / f"{cls.table.name}.csv").open(encoding="utf-8", newline="") as handle:
            header = next(csv.reader(handle))
        assert header == [c.name for c in table_columns(cls, ["rubrique"])]
    assert {p.name for p in tmp_path.iterdir()} == own_files(WriteOptions().formats)


def test_records_are_read_one_by_one(tmp_path: Path) -> None:
    given = 0

    def records() -> Iterator[Amount]:
        nonlocal given
        for number in range(3000):
            given += 1
            yield Amount(article_id="a", amount_id=f"a:{number}", text="x" * 1000)
        sizes.append((tmp_path / "amounts.csv").stat().st_size)

    sizes: list[int] = []
    counts = write_tables(tmp_path, {"amounts": records()}, WriteOptions(formats=("csv",)))
    assert (given, counts["amounts"]) == (3000, 3000)
    assert sizes[0] > 2_000_000  # nearly all was on the disk before the last was asked for


def test_the_same_tables_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1"), write(tmp_path / "2")
    for name in own_files(WriteOptions().formats):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_data_package_is_valid(tmp_path: Path, dialect: str) -> None:
    report = frictionless.Package(write(tmp_path, dialect) / "datapackage.json").validate()
    assert report.valid, report.flatten(["title", "note"])


def test_the_data_package_of_the_samples_is_valid_with_its_keys(demo: Path) -> None:
    report = frictionless.Package(demo / "datapackage.json").validate()
    assert report.valid, report.flatten(["title", "note"])


def test_a_broken_key_would_be_seen(tmp_path: Path) -> None:
    stray = Amount(article_id="absent", amount_id="absent:a1-3")
    report = frictionless.Package(write(tmp_path, amounts=[stray]) / "datapackage.json").validate()
    assert report.flatten(["type"]) == [["foreign-key"]]


def test_every_reference_is_a_foreign_key(tmp_path: Path) -> None:
    package = json.loads((write(tmp_path) / "datapackage.json").read_text("utf-8"))
    keys = {
        (
            resource["name"],
            key["fields"][0],
            key["reference"]["resource"] or resource["name"],
            *key["reference"]["fields"],
        )
        for resource in package["resources"]
        for key in resource["schema"].get("foreignKeys", [])
    }
    assert keys == {
        (cls.table.name, c.name, *c.refers.split(".")) for cls in TABLES for c in columns_of(cls) if c.refers
    }
    assert "glaneur.xlsx" in {file["path"] for file in package["files"]}
    assert package["versions"]["fr_core_news_md"].startswith("3.8")


def columns_of(cls: type[Record]) -> tuple[Any, ...]:
    return table_columns(cls)
