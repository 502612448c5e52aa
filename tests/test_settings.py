"""What a user writes beside the articles is read as tolerantly as any table, or told."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.engine import run
from pipeline.engine.aliases import read_aliases
from pipeline.engine.corrections import read_corrections
from pipeline.entities.aliases import Alias
from pipeline.output.corrections import Correction
from pipeline.output.options import MOST_OWN, WriteOptions
from pipeline.reading.metadata import read_metadata
from pipeline.records import Problem
from tests.conftest import Corpus
from tests.reading import FRENCH, read
from tests.running import OPTIONS, rows, tables

FILES = {
    "aliases.csv": "surface,label,name,id\nÉlodie,per,Élodie Grangier,\n",
    "corrections.csv": "table,id,column,value,text,note\narticles,a,title,Été,,\n",
    "metadata.csv": "id,published,title\na,2024-03-12,Été\n",
}


def known(folder: Path, name: str) -> tuple[list[object], list[Problem]]:
    """Return what a file of settings says."""
    if name == "aliases.csv":
        return read_aliases(folder)  # type: ignore[return-value]
    if name == "corrections.csv":
        return read_corrections(folder / name)  # type: ignore[return-value]
    found = read_metadata(folder)
    return list(found.rows.items()), found.problems


SAID: dict[str, list[object]] = {
    "aliases.csv": [Alias("Élodie", "PER", "Élodie Grangier", "")],
    "corrections.csv": [Correction(table="articles", id="a", column="title", value="Été")],
    "metadata.csv": [("a", {"published": "2024-03-12", "title": "Été"})],
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_encoding_and_delimiter(corpus: Corpus, name: str, encoding: str, delimiter: str) -> None:
    folder = corpus({name: FILES[name].replace(",", delimiter).encode(encoding)})
    assert known(folder, name) == (SAID[name], [])


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("lay", "code"),
    [
        (os.mkfifo, "not-a-file"),
        (Path.mkdir, "not-a-file"),
        (lambda path: path.symlink_to("nulle-part"), "not-a-file"),
        (Path.touch, "empty-file"),
        (lambda path: path.write_bytes(b"\0\1\2" * 500), "binary-file"),
        (lambda path: path.write_bytes(b"a" * (2 << 20)), "long-header"),
    ],
    ids=["pipe", "folder", "broken link", "empty", "binary", "long line"],
)
def test_what_is_no_table_is_told(corpus: Corpus, name: str, lay: Callable[[Path], object], code: str) -> None:
    folder = corpus({"bon.txt": FRENCH})
    lay(folder / name)
    found, problems = known(folder, name)
    assert (found, [(p.path, p.code) for p in problems]) == ([], [(name, code)])


@pytest.mark.parametrize("name", FILES)
def test_a_bad_row_costs_itself_alone(corpus: Corpus, name: str) -> None:
    folder = corpus({name: FILES[name] + "x,y,z,1,2,3,4,5\n"})
    found, problems = known(folder, name)
    assert (found, [(p.path, p.code) for p in problems]) == (SAID[name], [(name, "bad-row")])


def test_last_cells_may_be_left_out(corpus: Corpus) -> None:
    folder = corpus({"aliases.csv": "surface,label,name,id\nÉlodie,PER,Élodie Grangier\n"})
    assert read_aliases(folder) == (SAID["aliases.csv"], [])


def test_aliases_without_their_columns_are_told(corpus: Corpus) -> None:
    found, problems = read_aliases(corpus({"aliases.csv": "nom,alias\na,b\n"}))
    assert (found, [p.code for p in problems]) == ([], ["alias-columns"])


@pytest.mark.usefixtures("worked")
def test_a_run_tells_what_it_could_not_read_of_them(seven: Path, tmp_path: Path) -> None:
    run.run(seven, tmp_path / "before", OPTIONS)
    for name in ("aliases.csv", "corrections.csv"):
        os.mkfifo(seven / name)
    run.run(seven, tmp_path / "out", OPTIONS)
    told = [(r["path"], r["code"]) for r in rows(tmp_path / "out", "problems")]
    assert told == [("aliases.csv", "not-a-file"), ("corrections.csv", "not-a-file")]
    left_out = {"problems.csv", "datapackage.json"}
    before, after = tables(tmp_path / "before"), tables(tmp_path / "out")
    assert {n: d for n, d in before.items() if n not in left_out} == {
        n: d for n, d in after.items() if n not in left_out
    }


@pytest.mark.usefixtures("worked")
def test_aliases_beside_a_corpus_of_one_file_count(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"presse.txt": FRENCH})
    run.run(folder / "presse.txt", tmp_path / "out", OPTIONS)
    (folder / "aliases.csv").write_text("surface\n", "utf-8")
    assert run.run(folder / "presse.txt", tmp_path / "out", OPTIONS).problems["alias-columns"] == 1
    assert "alias-columns" in [r["code"] for r in rows(tmp_path / "out", "problems")]


def test_a_day_of_the_user_wins(corpus: Corpus) -> None:
    articles, _ = read(corpus({"a.txt": FRENCH, "metadata.csv": FILES["metadata.csv"]}))
    assert (articles["a"].published, articles["a"].title) == (date(2024, 3, 12), "Été")


def header(folder: Path, sheet: str) -> list[object]:
    book = openpyxl.load_workbook(folder / "glaneur.xlsx", read_only=True)
    return [cell.value for cell in next(book[sheet].iter_rows(max_row=1))]


@pytest.mark.usefixtures("worked")
def test_columns_of_the_user_called_as_others_are_kept_apart(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"a.txt": FRENCH, "metadata.csv": "id,words,metadata_words,Words,Mots\na,1,2,3,4\n"})
    write = WriteOptions(formats=("csv", "xlsx", "html", "sqlite"))
    run.run(folder, tmp_path / "out", replace(OPTIONS, write=write))
    [row] = rows(tmp_path / "out", "articles")
    own = {"metadata_metadata_words": "1", "metadata_words": "2", "Words": "3", "Mots": "4"}
    assert {name: row[name] for name in own} == own
    titles = header(tmp_path / "out", "Articles")
    assert len(set(titles)) == len(titles) == len(row)


@pytest.mark.usefixtures("worked")
def test_columns_of_the_user_beyond_the_limit_are_told(corpus: Corpus, tmp_path: Path) -> None:
    """Those that most articles have are kept."""
    names = [f"c{i}" for i in range(17_000)]
    folder = corpus(
        {
            "large.csv": f'texte,{",".join(names)},zone\n"{FRENCH}"{",x" * 17_000},Nord\n',
            "small.csv": f'texte,zone\n"{FRENCH} Suite.",Sud\n',
        }
    )
    run.run(folder, tmp_path / "out", replace(OPTIONS, write=WriteOptions(formats=("csv", "xlsx", "sqlite"))))
    found = rows(tmp_path / "out", "articles")
    assert [row["zone"] for row in found] == ["Nord", "Sud"]
    assert sum(name in found[0] for name in names) == MOST_OWN - 1
    assert "many-columns" in [row["code"] for row in rows(tmp_path / "out", "problems")]
    assert len(header(tmp_path / "out", "Articles")) == len(found[0])
