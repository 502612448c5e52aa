"""The workbook, read back: what people read first, the folded rest, real values, the limits of the format."""

import csv
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from xlsxwriter import Workbook

from pipeline.amounts.find import Amount
from pipeline.articles import ArticleRow
from pipeline.dates.find import TemporalExpression
from pipeline.entities.records import Entity, Mention
from pipeline.output.formats import write_tables
from pipeline.output.options import WriteOptions
from pipeline.output.tables import TABLES, table_columns
from pipeline.output.words import code, code_words
from pipeline.output.xlsx import cells, writer
from pipeline.output.xlsx.layouts import AMOUNTS as SUMS
from pipeline.output.xlsx.layouts import layouts
from pipeline.output.xlsx.limits import MOST_CHARACTERS
from pipeline.output.xlsx.page import Page, styled
from pipeline.problems import problem
from pipeline.quotes.records import Quote
from pipeline.records import Problem
from tests.test_joined import AMOUNTS, ARTICLES, ENTITIES, QUOTES

RECORDS: dict[str, list[Any]] = {"articles": ARTICLES, "entities": ENTITIES, "quotes": QUOTES, "amounts": AMOUNTS}


def book(folder: Path, *, extra: tuple[str, ...] = (), formats: str = "xlsx", **tables: list[Any]) -> Any:
    folder.mkdir(exist_ok=True)
    options = WriteOptions(formats=tuple(formats.split(",")), corpus="presse")
    write_tables(folder, {**RECORDS, **tables}, options, extra=extra)
    return openpyxl.load_workbook(folder / "glaneur.xlsx")


def rows(page: Any) -> list[dict[str, Any]]:
    titles = [cell.value for cell in page[1]]
    return [dict(zip(titles, values, strict=True)) for values in page.iter_rows(min_row=2, values_only=True)]


def test_a_quote_is_read_without_looking_elsewhere(tmp_path: Path) -> None:
    page = book(tmp_path)["Citations"]
    first = rows(page)[0]
    told = [first[title] for title in ("Qui", "Dit", "Article", "Journal", "Publié le", "Sexe")]
    assert told == ["Ana Tavel", "Le quai sera refait", "Le port", "Le Quai", datetime(2024, 3, 12), "femme"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref.startswith("A1:")


def test_the_columns_of_programs_stand_folded_behind_those_to_read(tmp_path: Path) -> None:
    page = book(tmp_path)["Citations"]
    titles = [cell.value for cell in page[1]]
    folded = [openpyxl.utils.get_column_letter(titles.index(title) + 1) for title in ("Début", "Règle")]
    dimensions = page.column_dimensions
    hidden = [d for d in dimensions.values() if d.hidden and d.outlineLevel == 1]
    assert any(d.min <= titles.index("Début") + 1 <= d.max for d in hidden), folded
    assert not dimensions["A"].hidden
    assert len(set(titles)) == len(titles)


def test_every_column_of_every_table_is_in_the_workbook(tmp_path: Path) -> None:
    shown: dict[str, set[str]] = {}
    for layout in layouts():
        columns = layout.shown(table_columns(layout.cls))
        shown.setdefault(layout.cls.table.name, set()).update(c.edits for c in columns)
    for cls in (cls for cls in TABLES if cls.table.sheet):
        assert {c.name for c in table_columns(cls)} <= shown[cls.table.name], cls.table.name


def test_sums_have_their_currency_and_the_largest_comes_first(tmp_path: Path) -> None:
    ranged = Amount(
        article_id="a", amount_id="a:a30-40", value_min=Decimal(10), value_max=Decimal(20), currency="USD",
        qualifier="between", value_eur_min=Decimal(9), value_eur_max=Decimal(18),
    )  # fmt: skip
    page = book(tmp_path, amounts=[AMOUNTS[1], ranged, AMOUNTS[0]])["Montants"]
    told = [(r["Somme"], r["et"], r["En euros"], r["et, en euros"], r["Dit par"]) for r in rows(page)]
    assert told == [
        (2_500_000, None, 2_500_000, None, "Ana Tavel"),
        (10, 20, 9, 18, None),
        (3.5, None, 3.5, None, None),
    ]
    place = [c.value for c in page[1]].index("Somme")
    assert [page[n][place].number_format for n in (2, 3, 4)] == ['#,##0 "€"', '#,##0 "$US"', "#,##0.00"]
    assert rows(page)[1]["Précision"] == "entre"


def test_days_stand_in_the_order_of_the_calendar_and_lengths_apart(tmp_path: Path) -> None:
    found = [
        TemporalExpression(article_id="a", date_id="a:d9-12", type="DATE", date_from=date(2024, 5, 1)),
        TemporalExpression(article_id="a", date_id="a:d20-30", type="DURATION", text="trois ans"),
        TemporalExpression(
            article_id="b", date_id="b:d1-2", type="DATE", date_from=date(2024, 2, 1), mod="on_or_after"
        ),
        TemporalExpression(article_id="b", date_id="b:d3-4", type="DATE", date_from=date(1871, 3, 18)),
    ]
    read = book(tmp_path, dates=found)
    assert [r["Du"] for r in rows(read["Dates"])] == ["1871-03-18", datetime(2024, 2, 1), datetime(2024, 5, 1)]
    assert rows(read["Dates"])[1]["Nuance"] == "depuis"
    assert [r["Écrit"] for r in rows(read["Durées"])] == ["trois ans"]


def test_names_stand_by_use(tmp_path: Path) -> None:
    found = [Entity(entity_id=f"e{n}", label="LOC", name=f"Lieu {n}", mentions=n) for n in (1, 7, 3)]
    page = book(tmp_path, entities=found)["Noms"]
    assert [(r["Nom"], r["Type"]) for r in rows(page)] == [("Lieu 7", "lieu"), ("Lieu 3", "lieu"), ("Lieu 1", "lieu")]


def test_a_title_leads_to_its_address_if_that_is_one_of_the_web(tmp_path: Path) -> None:
    articles = [
        ArticleRow(article_id=i, title=i, url=u)
        for i, u in (("a", "https://example.org/a"), ("b", "javascript:alert(1)"), ("c", "file:///etc/passwd"))
    ]
    page = book(tmp_path, articles=articles)["Articles"]
    links = {cell.value: cell.hyperlink.target for row in page for cell in row if cell.hyperlink}
    assert links == {"a": "https://example.org/a"}


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    told = [Problem(path="http://example.org", message=m) for m in ("-x", "@x", "<r>x</r>", "\t=1")]
    article = ArticleRow(article_id="a", title="=1+1", extra=(("rubrique", "+Sport"),))
    read = book(tmp_path, extra=("rubrique",), articles=[article], problems=told)
    found = [cell for name in ("Articles", "Montants", "Problèmes") for row in read[name] for cell in row]
    assert {"=1+1", "+Sport", "-x", "@x", "http://example.org"} <= {c.value for c in found}
    assert not [c for page in read for row in page for c in row if c.data_type == "f"]
    assert not [c for c in found if c.hyperlink]


def test_the_first_sheet_tells_the_corpus_in_brief(tmp_path: Path) -> None:
    read = book(tmp_path)
    assert read.sheetnames[0] == "En bref"
    told = [[v for v in row if v is not None] for row in read["En bref"].iter_rows(values_only=True)]
    assert ["3 articles du dossier « presse », du 12/03/2024 au 02/04/2024."] in told
    assert ["Ana Tavel", "maire", "femme", 4, 1, 1] in told
    assert ["Femmes", 1, 4, 1] in told
    assert ["Le port", "Ana Tavel", datetime(2024, 3, 12), 2_500_000, "2,5 M€"] in told
    assert ["Le quai sera refait", "Ana Tavel", datetime(2024, 3, 12), 0.6, "Le port"] in told
    assert ["2024-04", 1, 0] in told
    assert len(read["En bref"]._charts) == 3


def test_an_empty_corpus_makes_a_workbook_all_the_same(tmp_path: Path) -> None:
    read = book(tmp_path, articles=[], quotes=[], amounts=[], entities=[])
    assert [layout.title in read.sheetnames for layout in layouts()] == [True] * len(layouts())


def test_a_low_confidence_is_in_colour_and_an_empty_one_is_not(tmp_path: Path) -> None:
    rules = [rule for cell in book(tmp_path)["Citations"].conditional_formatting for rule in cell.rules]
    assert len(rules) == 2
    assert all(f"<{writer.LOW}" in rule.formula[0] and '<>""' in rule.formula[0] for rule in rules)


def test_the_last_sheet_explains_every_column(tmp_path: Path) -> None:
    read = book(tmp_path, extra=("rubrique",))
    assert read.sheetnames[-1] == "Lisez-moi"
    told = {row[:3] for row in read["Lisez-moi"].iter_rows(values_only=True)}
    for layout in layouts():
        for column in layout.shown(table_columns(layout.cls, ["rubrique"])):
            assert (layout.title, column.title, column.edits or f"({column.name})") in told
    assert ("Montants", 2, "amounts") in told


def test_what_exceeds_the_workbook_is_whole_in_csv_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_ROWS", 3)
    long = Amount(article_id="a", amount_id="a:a10-11", text="x" * 40_000, value_eur=Decimal(9_000_000))
    read = book(tmp_path, formats="csv,xlsx", articles=ARTICLES[:2], amounts=[*AMOUNTS, long])
    with (tmp_path / "problems.csv").open(encoding="utf-8", newline="") as handle:
        problems = list(csv.DictReader(handle))
    assert [(p["stage"], p["code"], p["path"]) for p in problems] == [
        ("write", "excel-cell", "glaneur.xlsx"),
        ("write", "excel-rows", "glaneur.xlsx"),
    ]
    amounts = read["Montants"]
    assert amounts.max_row == 3
    assert len(rows(amounts)[0]["Écrit"]) == MOST_CHARACTERS
    assert "x" * 40_000 in (tmp_path / "amounts.csv").read_text("utf-8")
    assert problems[0]["message"] in {row[0] for row in read["Lisez-moi"].iter_rows(values_only=True)}


def test_problems_of_the_run_are_in_their_sheet(tmp_path: Path) -> None:
    page = book(tmp_path, problems=[problem("empty-file", path="vide.txt")])["Problèmes"]
    assert [(r["Fichier"], r["Étape"]) for r in rows(page)] == [("vide.txt", "lecture")]


@pytest.mark.parametrize("cls", TABLES, ids=lambda cls: cls.table.name)
def test_every_code_has_its_word_and_every_word_its_code(cls: Any) -> None:
    for column in table_columns(cls):
        words = code_words(cls.table.name, column.name)
        assert set(column.choices) <= set(words), column.name
        assert len(set(words.values())) == len(words), column.name
        for known in column.choices:
            assert code(cls.table.name, column.name, words[known]) == known


def test_a_table_of_a_newcomer_has_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.output.xlsx.layouts._DECLARED", (SUMS, layouts()[-1]))
    assert "Citations" in [layout.title for layout in layouts()]
    assert next(c.title for c in layouts()[1].shown(table_columns(layouts()[1].cls))) == "Article"


def test_the_quotes_of_a_day_before_all_calendars_are_written(tmp_path: Path) -> None:
    article = ArticleRow(article_id="a", published=date(1871, 3, 18))
    page = book(tmp_path, articles=[article], quotes=[Quote(article_id="a", quote_id="a:q1-2")])["Citations"]
    assert rows(page)[0]["Publié le"] == "1871-03-18"


def test_a_cell_is_cut_where_the_format_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The format counts a character beyond the first 65,536 twice."""
    monkeypatch.setattr(cells, "MOST_CHARACTERS", 10)
    texts = ["Rien à dire", "\U0001f600" * 5, "\U0001f600" * 6, "Bref."]
    page = book(tmp_path, problems=[Problem(path=str(i), message=text) for i, text in enumerate(texts)])["Problèmes"]
    told = [row["Message"] for row in rows(page)]
    assert told[:4] == ["Rien à di…", "\U0001f600" * 5, "\U0001f600" * 4 + "…", "Bref."]


@pytest.mark.parametrize("most", [1, 2])
def test_a_sheet_of_too_many_mentions_is_left_out_and_told(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = [replace(one, most=most) if one.most else one for one in layouts()]
    monkeypatch.setattr("pipeline.output.xlsx.writer.layouts", lambda: declared)
    mentions = [
        Mention(article_id="a", mention_id=f"a:m{i}-9", text="Orval", label="LOC", name="Orval") for i in (1, 2)
    ]
    read = book(tmp_path, formats="csv,xlsx", mentions=mentions)
    assert ("Mentions" in read.sheetnames) == (most == 2)
    assert "Noms" in read.sheetnames
    assert read.sheetnames[-1] == "Lisez-moi"
    told = [row["Message"] for row in rows(read["Problèmes"])]
    assert [message for message in told if "Mentions" in message] == [
        "Feuille « Mentions » : elle est laissée de côté, ses 2 lignes ne sont que dans le CSV : au-delà de 1, un "
        "tableur peine à ouvrir le classeur."
    ] * (most == 1)


def test_whole_rows_are_those_of_the_library(tmp_path: Path) -> None:
    texts = [
        "Été", "a & b < c > d", '"=1+1"', " bord", "bord\u00a0", "\tx", "deux\nlignes\r\n", "_x000D_", "snake_case",
        "\x00\x1f", "\ufffe\uffff", "\U0001f600", "<r>", "=A1", "", "\x85", "x\x7f",
    ]  # fmt: skip
    numbers = [0, -3, 0.1, 1e21, 123456789012345678, 1 / 3, True]
    address = "https://example.org/a?b=1&c=%20#d"
    sheets = []
    for whole in (True, False):
        with Workbook(tmp_path / f"{whole}.xlsx", {"constant_memory": True}) as made:
            plain, style = made.add_worksheet(), made.add_format({"bold": True})
            sheet = made.add_worksheet(worksheet_class=Page) if whole else plain
            for row, text in enumerate(texts):
                number = numbers[row % len(numbers)]
                if whole:
                    cells = [sheet.text_cell("A", row, text), sheet.number_cell("AB", row, number, styled(style))]
                    link = sheet.link_cell("AC", row, address, f"à lire{row}", style)
                    sheet.put(row, [*cells, link], 45 if row % 2 else 0)
                    continue
                if row % 2:
                    sheet.set_row(row, 45)
                sheet.write_string(row, 0, text)
                sheet.write_number(row, 27, number, style)
                sheet.write_url(row, 28, address, style, f"à lire{row}")
        name = f"xl/worksheets/sheet{2 if whole else 1}.xml"
        sheets.append(ZipFile(tmp_path / f"{whole}.xlsx").read(name).decode().replace(' tabSelected="1"', ""))
    assert sheets[0] == sheets[1]
