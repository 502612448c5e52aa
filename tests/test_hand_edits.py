"""What is edited by hand in the outputs is kept, becomes ``corrections.csv``, and is made again at every run."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.engine.edits import collect
from pipeline.engine.engines import EngineOptions
from pipeline.engine.run import RunOptions, run
from pipeline.output.options import WriteOptions
from tests.conftest import Corpus
from tests.running import rows

ARTICLES: dict[str, str | bytes] = {
    "port.txt": "Le port de Sète sera rénové pour 12 millions d'euros. « Les travaux débuteront en mai », a promis "
    "Odile Vasseur. Odile Vasseur préside la région. « Nous paierons 3 millions », a dit Marc Tellier. « Rien n'est "
    "sûr », a répondu Odile Vasseur.",
    "ville.txt": "La maire, Odile Vassœur, a inauguré l'école. « La classe ouvre lundi », a dit Odile Vassœur.",
    "metadata.csv": "id,published,title\nport,2024-03-12,Le port\nville,2024-03-14,La ville\n",
}


def options(formats: str = "csv,xlsx") -> RunOptions:
    return RunOptions(write=WriteOptions(formats=tuple(formats.split(","))), engine=EngineOptions(engine="serial"))


@pytest.fixture
def folders(corpus: Corpus, tmp_path: Path) -> tuple[Path, Path]:
    folder, outputs = corpus(ARTICLES), tmp_path / "out"
    run(folder, outputs, options())
    return folder, outputs


def edit(outputs: Path, sheet: str, where: Callable[[dict[str, Any]], bool], **cells: Any) -> None:
    """Change cells of the rows of a sheet, or (no cells) delete the rows, as a spreadsheet does."""
    book = openpyxl.load_workbook(outputs / "glaneur.xlsx")
    page = book[sheet]
    titles = [cell.value for cell in page[1]]
    for number in range(page.max_row, 1, -1):
        row = {title: cell.value for title, cell in zip(titles, page[number], strict=True)}
        if where(row) and cells:
            for title, value in cells.items():
                page.cell(number, titles.index(title) + 1).value = value
        elif where(row):
            page.delete_rows(number)
    book.save(outputs / "glaneur.xlsx")


def corrections(folder: Path) -> list[dict[str, str]]:
    with (folder / "corrections.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def said(outputs: Path) -> dict[str, str]:
    return {row["words"]: row["speaker_name"] for row in rows(outputs, "quotes")}


def test_the_edits_of_a_workbook_are_in_every_format_at_every_run(folders: tuple[Path, Path]) -> None:
    folder, outputs = folders
    edit(outputs, "Citations", lambda row: row["Qui"] == "Marc Tellier", Qui="Odile Vasseur")
    edit(outputs, "Citations", lambda row: row["Dit"].startswith("Rien"))
    edit(outputs, "Montants", lambda row: row["Somme"] == 12_000_000, Monnaie="USD", Précision="plus de")
    done = collect(outputs, folder)
    assert done.told == []
    told = [(c["table"], c["column"], c["value"], c["text"]) for c in corrections(folder)]
    assert told == [
        ("amounts", "currency", "USD", "12 millions d'euros"),
        ("amounts", "qualifier", "more_than", "12 millions d'euros"),
        ("quotes", "speaker_name", "Odile Vasseur", "Nous paierons 3 millions"),
        ("quotes", "delete", "", "Rien n'est sûr"),
    ]
    (folder / "autre.txt").write_text("« Il pleut », a dit Jean Moret.", "utf-8")
    for _ in range(2):
        run(folder, outputs, options("csv,xlsx"))
        quotes = {row["words"]: row for row in rows(outputs, "quotes")}
        assert "Rien n'est sûr" not in quotes
        changed = quotes["Nous paierons 3 millions"]
        assert (changed["speaker_name"], changed["entity_id"]) == ("Odile Vasseur", "per-odile-vasseur")
        assert (changed["rule"], changed["confidence"], changed["speaker_confidence"]) == ("corrected", "1", "1")
        [amount] = [row for row in rows(outputs, "amounts") if row["value"] == "12000000"]
        assert (amount["currency"], amount["qualifier"]) == ("USD", "more_than")
        assert float(amount["value_eur"]) < 12_000_000
        page = openpyxl.load_workbook(outputs / "glaneur.xlsx")["Citations"]
        assert "Marc Tellier" not in {row[0].value for row in page}
        shutil.rmtree(outputs / ".glaneur")
    assert not [problem for problem in rows(outputs, "problems") if problem["code"].startswith("correction")]


def test_what_stood_in_a_deleted_quote_points_to_it_no_more(folders: tuple[Path, Path]) -> None:
    folder, outputs = folders
    edit(outputs, "Citations", lambda row: row["Qui"] == "Marc Tellier")
    collect(outputs, folder)
    run(folder, outputs, options())
    [amount] = [row for row in rows(outputs, "amounts") if row["value"] == "3000000"]
    assert amount["quote_id"] == ""


def test_two_entities_become_one(folders: tuple[Path, Path]) -> None:
    folder, outputs = folders
    before = {row["name"]: row for row in rows(outputs, "entities")}
    assert {"Odile Vasseur", "Odile Vassœur"} <= set(before)
    edit(outputs, "Noms", lambda row: row["Nom"] == "Odile Vassœur", Nom="Odile Vasseur")
    collect(outputs, folder)
    for _ in range(2):
        run(folder, outputs, options())
        [one] = [row for row in rows(outputs, "entities") if row["label"] == "PER" and "Vas" in row["name"]]
        assert (one["name"], one["articles"]) == ("Odile Vasseur", "2")
        assert int(one["mentions"]) == sum(int(before[n]["mentions"]) for n in ("Odile Vasseur", "Odile Vassœur"))
        named = {(r["name"], r["entity_id"]) for r in rows(outputs, "mentions") if r["text"].startswith("Odile")}
        assert named == {("Odile Vasseur", one["entity_id"])}
        assert {"La classe ouvre lundi": "Odile Vasseur"}.items() <= said(outputs).items()
        shutil.rmtree(outputs / ".glaneur")


def test_an_edited_output_is_kept_and_its_edits_can_still_be_taken(folders: tuple[Path, Path]) -> None:
    folder, outputs = folders
    edit(outputs, "Citations", lambda row: row["Qui"] == "Marc Tellier", Qui="Marc Tellié")
    (folder / "autre.txt").write_text("« Il pleut », a dit Jean Moret.", "utf-8")
    summary = run(folder, outputs, options())
    assert summary.kept == [("glaneur.xlsx", "glaneur.modifié.xlsx")]
    assert "Marc Tellié" not in said(outputs).values()
    collect(outputs, folder)
    assert [(c["column"], c["value"]) for c in corrections(folder)] == [("speaker_name", "Marc Tellié")]
    run(folder, outputs, options())
    assert said(outputs)["Nous paierons 3 millions"] == "Marc Tellié"
    assert said(outputs)["Il pleut"] == "Jean Moret"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_that_a_spreadsheet_saved_is_compared_with_what_was_written(
    folders: tuple[Path, Path], encoding: str
) -> None:
    folder, outputs = folders
    found = rows(outputs, "amounts")
    found[0]["value"], found[0]["currency"] = "12500000,00", "CHF"
    with (outputs / "amounts.csv").open("w", encoding=encoding, newline="", errors="replace") as handle:
        out = csv.DictWriter(handle, list(found[0]), delimiter=";")
        out.writeheader()
        out.writerows(found)
    assert collect(outputs, folder).told == []
    assert [(c["column"], c["value"]) for c in corrections(folder)] == [("currency", "CHF"), ("value", "12500000.00")]
    run(folder, outputs, options())
    assert rows(outputs, "amounts")[0]["value_min"] == "12500000.00"


def test_a_table_that_was_cut_deletes_nothing(folders: tuple[Path, Path]) -> None:
    folder, outputs = folders
    edit(outputs, "Mentions", lambda row: row["Nom"] != "Sète")
    done = collect(outputs, folder)
    assert not [c for c in done.corrections if c.table == "mentions"] or len(rows(outputs, "mentions")) < 20


def test_saving_without_a_change_corrects_nothing(folders: tuple[Path, Path]) -> None:
    folder, outputs = folders
    edit(outputs, "Citations", lambda row: False)
    assert collect(outputs, folder).corrections == []
    assert not (folder / "corrections.csv").exists()


def test_what_cannot_be_corrected_is_told(folders: tuple[Path, Path]) -> None:
    folder, outputs = folders
    edit(outputs, "Citations", lambda row: row["Qui"] == "Marc Tellier", Journal="Le Phare", Genre="chantée")
    done = collect(outputs, folder)
    assert done.corrections == []
    assert any("chantée" in line for line in done.told)
    assert any("« Journal »" in line for line in done.told)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("quotes,port:q900-910,speaker_name,X,,", "correction-lost"),
        ("quotes,{id},speaker_name,X,Autre passage,", "correction-changed"),
        ("quotes,{id},kind,chantée,,", "correction-wrong"),
        ("quotes,{id},start,12,,", "correction-wrong"),
        ("amants,{id},name,X,,", "correction-wrong"),
    ],
)
def test_a_correction_that_fits_no_row_is_a_problem(folders: tuple[Path, Path], row: str, code: str) -> None:
    folder, outputs = folders
    before = rows(outputs, "quotes")
    line = row.format(id=before[0]["quote_id"])
    (folder / "corrections.csv").write_text(f"table,id,column,value,text,note\n{line}\n", "utf-8")
    run(folder, outputs, options())
    assert [(p["code"], p["path"]) for p in rows(outputs, "problems")] == [(code, "corrections.csv")]
    assert rows(outputs, "quotes") == before


def test_corrections_by_hand_are_read_in_any_dialect_and_in_french_words(folders: tuple[Path, Path]) -> None:
    folder, outputs = folders
    quote = rows(outputs, "quotes")[0]["quote_id"]
    text = f"Table;Id;Column;Value;Text;Note\nquotes;{quote};kind;rapportée;;relu\n"
    (folder / "corrections.csv").write_bytes(text.encode("cp1252"))
    run(folder, outputs, options())
    assert rows(outputs, "quotes")[0]["kind"] == "indirect"


def test_the_corrections_of_the_report_join_those_of_the_corpus(folders: tuple[Path, Path], tmp_path: Path) -> None:
    folder, outputs = folders
    quote = rows(outputs, "quotes")[0]["quote_id"]
    head = "table,id,column,value,text,note\n"
    (folder / "corrections.csv").write_text(f"{head}quotes,{quote},speaker_name,A,,\nquotes,{quote},verb,dire,,\n")
    given = tmp_path / "corrections (1).csv"
    given.write_text(f"{head}quotes,{quote},speaker_name,Ana Tavel,,à vérifier\n", "utf-8")
    collect(given, folder)
    assert [(c["column"], c["value"], c["note"]) for c in corrections(folder)] == [
        ("speaker_name", "Ana Tavel", "à vérifier"),
        ("verb", "dire", ""),
    ]
