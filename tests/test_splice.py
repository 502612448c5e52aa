"""Rows taken from the tables of the last run: whatever has changed, the tables are those of a run from scratch."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine import assemble, run
from pipeline.engine.run import RunOptions
from pipeline.output.options import WriteOptions
from tests.running import OPTIONS, tables

TEXTS = {
    "a": "Le maire de Lyon, Paul Morin, a payé 3 millions d'euros le 3 mars 2024. « C'est peu », a dit Morin.",
    "b": "Mme Carval est arrivée à Nantes lundi. « Nous verrons bien », a-t-elle déclaré.",
    "c": "Carval a quitté la Fédération des quais (FDQ). La FDQ dément.",
    "d": "Rien de neuf à Brest.",
    "e": "Le port de Brest rouvrira le 5 mai 2024, selon la FDQ, pour 20 000 euros.",
}


@pytest.fixture
def five(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    run.run(folder, tmp_path / "out", OPTIONS)
    return folder


def change(folder: Path) -> None:
    (folder / "c.txt").write_text("Carval reste à Nantes jusqu'au 8 juin.", "utf-8")


def take_away(folder: Path) -> None:
    (folder / "a.txt").unlink()


def add(folder: Path) -> None:
    """A new article says the whole name that others shorten."""
    (folder / "bb.txt").write_text("Juliette Carval, présidente de la FDQ, a parlé à Nantes.", "utf-8")


def copy(folder: Path) -> None:
    (folder / "f.txt").write_text(TEXTS["a"], "utf-8")


def describe(folder: Path) -> None:
    (folder / "metadata.csv").write_text("id,published,rubrique\ne,2024-05-01,Économie\n", "utf-8")


def alias(folder: Path) -> None:
    (folder / "aliases.csv").write_text("surface,label,name\nCarval,PER,Juliette Carval\n", "utf-8")


def empty(folder: Path) -> None:
    for name in TEXTS:
        (folder / f"{name}.txt").write_text("Bref.", "utf-8")


CHANGES = [change, take_away, add, copy, describe, alias, empty]


@pytest.mark.parametrize("changed", CHANGES, ids=lambda c: c.__name__)
def test_tables_are_those_of_a_run_from_scratch(changed: Callable[[Path], None], five: Path, tmp_path: Path) -> None:
    for turn, step in enumerate((changed, change, add)):
        step(five)
        run.run(five, tmp_path / "out", OPTIONS)
        run.run(five, tmp_path / f"fresh{turn}", replace(OPTIONS, cache=False))
        assert tables(tmp_path / "out") == tables(tmp_path / f"fresh{turn}")


def test_only_the_rows_of_what_changed_are_made(five: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    usual = assemble._article_rows

    def noted(*known: Any) -> Any:
        ids = {key: article_id.decode() for article_id, key in known[0].store.articles()}
        made.append(ids[known[-1]])
        return usual(*known)

    monkeypatch.setattr(assemble, "_article_rows", noted)
    (five / "d.txt").write_text("Rien de neuf à Brest, hélas.", "utf-8")
    run.run(five, tmp_path / "out", OPTIONS)
    assert set(made) == {"d"}
    made.clear()
    add(five)
    run.run(five, tmp_path / "out", OPTIONS)
    assert set(made) == {"b", "bb"}


def test_nothing_is_taken_from_tables_that_were_changed(five: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    table = out / "dates.csv"
    table.write_text(table.read_text("utf-8").replace("2024", "2042"), "utf-8")
    change(five)
    run.run(five, out, OPTIONS)
    run.run(five, tmp_path / "fresh", replace(OPTIONS, cache=False))
    assert (out / "dates.csv").read_bytes() == (tmp_path / "fresh" / "dates.csv").read_bytes()


@pytest.mark.parametrize(
    "write",
    [WriteOptions(formats=("csv",), csv_dialect="excel-fr"), WriteOptions(formats=("csv", "sqlite"))],
    ids=["dialect", "formats"],
)
def test_another_dialect_or_format_takes_nothing_over(write: WriteOptions, five: Path, tmp_path: Path) -> None:
    for options in (RunOptions(write=write, engine=OPTIONS.engine), OPTIONS):
        change(five)
        run.run(five, tmp_path / "out", options)
        fresh = tmp_path / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        run.run(five, fresh, replace(options, cache=False))
        csv = [{n: d for n, d in tables(folder).items() if n.endswith(".csv")} for folder in (tmp_path / "out", fresh)]
        assert csv[0] == csv[1]
