"""Where a run may be started from and write to: whatever is there stays, and what is wrong is one line of French."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.engine import run as run_module
from pipeline.engine.run import run
from pipeline.output.formats import own_files
from tests.conftest import ROOT, Corpus
from tests.reading import FRENCH
from tests.running import OPTIONS, rows, tables


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def in_shell(command: str) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m pipeline {command}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(program, shell=True, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("worked")
def test_files_of_the_user_that_bear_our_names_are_kept(seven: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "quotes.csv").mkdir(parents=True)
    (out / "quotes.csv" / "a").write_text("mine")
    for name in ("articles.csv", "articles.autre.csv", "glaneur.sqlite", "datapackage.json"):
        (out / name).write_text("mine")
    told = call("extract", seven, out, "--format", "csv", "--engine", "serial")
    kept = {
        "articles.csv": "articles.autre-2.csv",
        "datapackage.json": "datapackage.autre.json",
        "glaneur.sqlite": "glaneur.autre.sqlite",
        "quotes.csv": "quotes.autre.csv",
    }
    lines = [f"{old} n'a pas été écrit par glaneur : il est gardé sous le nom {new}." for old, new in kept.items()]
    assert (told.exit_code, told.stderr.splitlines()) == (0, lines)
    mine = [out / name for name in (*list(kept.values())[:3], "articles.autre.csv", "quotes.autre.csv/a")]
    assert [path.read_text() for path in mine] == ["mine"] * 5
    assert len(rows(out, "articles")) == 7


@pytest.mark.usefixtures("worked")
def test_a_folder_that_took_the_place_of_a_table_is_kept(seven: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(seven, out, OPTIONS)
    (out / "quotes.csv").unlink()
    (out / "quotes.csv").mkdir()
    (out / "quotes.csv" / "a").write_text("mine")
    assert run(seven, out, OPTIONS).spared == [("quotes.csv", "quotes.autre.csv")]
    assert (out / "quotes.autre.csv" / "a").read_text() == "mine"
    assert rows(out, "quotes") == []


@pytest.mark.usefixtures("worked")
def test_what_is_ours_is_not_guessed(seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a fault of the disk hides what was written, nothing is renamed, and edits are not written over."""
    out = tmp_path / "out"
    run(seven, out, OPTIONS)
    (out / "quotes.csv").write_text("edited", "utf-8")
    (seven / "a1.txt").write_text("Un autre texte.", "utf-8")
    before, read_text = tables(out), Path.read_text

    def refuse(path: Path, *args: str, **kwargs: str) -> str:
        if path.name == "datapackage.json":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return read_text(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", refuse)
        told = call("extract", seven, out, "--format", "csv", "--engine", "serial")
    assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
    assert tables(out) == before
    assert run(seven, out, OPTIONS).kept == [("quotes.csv", "quotes.modifié.csv")]


@pytest.mark.usefixtures("worked")
def test_our_own_files_make_room_for_new_ones(seven: Path, tmp_path: Path) -> None:
    """Those of another format too."""
    run(seven, tmp_path / "out", run_module.RunOptions(engine=OPTIONS.engine))
    (seven / "a1.txt").write_text("Un autre texte.", "utf-8")
    assert run(seven, tmp_path / "out", OPTIONS).spared == []
    assert "glaneur.xlsx" not in tables(tmp_path / "out")
    assert set(tables(tmp_path / "out")) <= own_files()


def test_what_closes_or_fills_a_stream_costs_no_table(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"a.txt": FRENCH, "b.txt": ""})
    for number, closed in enumerate(("2>&-", ">&-", "<&-", ">&- 2>&- <&-")):
        done = in_shell(f"extract {folder} {tmp_path / str(number)} --format csv {closed}")
        assert (done.returncode, done.stderr) == (0, "")
        assert len(rows(tmp_path / str(number), "articles")) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["columns", "formats", "--help"])
def test_a_full_disk_behind_stdout_is_one_line(command: str) -> None:
    done = in_shell(f"{command} >/dev/full")
    assert done.returncode == 1
    assert done.stderr == "Erreur : ce qui devait être affiché n'a pas pu l'être (le disque est plein).\n"


def test_what_is_no_folder_and_no_file_is_no_corpus(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")
    for place in (tmp_path / "tube", "/dev/null"):
        told = call("extract", place, tmp_path / "out")
        assert told.exit_code == 2
        assert told.stderr.startswith("Erreur : CORPUS doit être un dossier ou un fichier")


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_name_is_that_of_no_folder(empty: str, seven: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a variable of a shell that is not set: the tables would go where one stands."""
    monkeypatch.chdir(seven.parent)
    told = call("extract", seven, empty)
    assert (told.exit_code, told.stderr) == (
        2,
        "Erreur : 'OUTPUTS' : il manque le nom du dossier (voir glaneur extract --help).\n".replace("glaneur", "main"),
    )
    assert list(seven.parent.iterdir()) == [seven]


@pytest.mark.parametrize(
    ("place", "is_folder", "said"),
    [
        (".glaneur", False, "un autre fichier porte déjà ce nom"),
        (".glaneur/lock", True, "c'est un dossier"),
        (".glaneur/cache", True, "c'est un dossier"),
    ],
)
def test_what_stands_in_the_way_is_named(seven: Path, tmp_path: Path, place: str, is_folder: bool, said: str) -> None:
    path = tmp_path / "out" / place
    path.parent.mkdir(parents=True)
    path.mkdir() if is_folder else path.write_text("")
    told = call("extract", seven, tmp_path / "out")
    assert (told.exit_code, told.stderr) == (1, f"Erreur : {path} : {said}\n")


def test_a_folder_that_is_gone_is_told(seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "parti").mkdir()
    monkeypatch.chdir(tmp_path / "parti")
    (tmp_path / "parti").rmdir()
    told = call("extract", seven, "out")
    assert (told.exit_code, len(told.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("full", ["out", "provisoire"])
def test_the_disk_that_is_full_is_named(
    full: str, seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Libraries fill that of the temporary files, and do not say so."""
    (tmp_path / "out").mkdir()

    def usage(folder: str) -> object:
        return type("Usage", (), {"free": 0 if Path(folder).name == full else 9})

    def fill(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pipeline.console.shutil.disk_usage", usage)
    monkeypatch.setattr("pipeline.console.tempfile.gettempdir", lambda: str(tmp_path / "provisoire"))
    monkeypatch.setattr(run_module, "_run", fill)
    told = call("extract", seven, tmp_path / "out")
    assert told.stderr == f"Erreur : {tmp_path / full} : le disque est plein\n"


def test_too_little_memory_is_told(seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(run_module, "_run", fail)
    told = call("extract", seven, tmp_path / "out")
    assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
    assert "la mémoire ne suffit pas" in told.stderr


@pytest.mark.parametrize(
    ("corpus", "outputs", "said"),
    [
        ("inconnu://a", "out", "inconnu://a : ce genre d'adresse n'est pas connu"),
        ("corpus", "inconnu://b", "inconnu://b : ce genre d'adresse n'est pas connu"),
        ("memory://rien/ici", "out", "memory://rien/ici : il n'y a rien à cette adresse"),
        ("http://127.0.0.1:9/x", "out", "http://127.0.0.1:9/x : l'adresse n'a pu être jointe"),
    ],
)
def test_an_address_that_is_none_is_told_before_all_work(
    corpus: str, outputs: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fsspec")
    pytest.importorskip("aiohttp")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(run_module, "_run", lambda *_: pytest.fail("the work was done"))
    told = call("extract", corpus, outputs)
    assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
    assert told.stderr.startswith(f"Erreur : {said}")


@pytest.mark.usefixtures("worked")
def test_the_last_line_counts_as_french_does(corpus: Corpus, tmp_path: Path) -> None:
    said = call("extract", corpus({"a.txt": FRENCH}), tmp_path / "out", "--engine", "serial").stdout
    assert " : 1 article, 0 mention, 0 nom, " in said
    assert "0 mot entre guillemets ; 1 problème" in said
