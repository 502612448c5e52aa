"""The command line: what it answers and how it ends."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import FIELDS, main
from pipeline.engine import write as write_module
from pipeline.engine.show import _highlighted, _Layer
from pipeline.language.lists import load
from pipeline.output.tables import TABLES
from pipeline.quotes.records import Quote
from pipeline.reading.columns import guess_columns
from tests.conftest import ROOT, Corpus
from tests.reading import FRENCH
from tests.test_hostile_files import packed


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def table(outputs: Path, name: str) -> list[dict[str, str]]:
    with (outputs / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_what_can_be_read_is_and_the_rest_is_told(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus(
        {
            "binaire.txt": bytes(range(256)) * 8,
            "bon.txt": FRENCH,
            "casse.csv": 'texte\n"jamais fermé',
            "cp1252.txt": FRENCH.encode("cp1252"),
            "long.txt": FRENCH * 20,
            "utf16.txt": FRENCH.encode("utf-16"),
            "vide.txt": "",
        }
    )
    result = call("extract", folder, tmp_path / "out")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    assert "4 articles" in result.stdout
    assert result.stdout.endswith("; 4 problèmes (problems.csv)\n")
    assert [row["path"] for row in table(tmp_path / "out", "problems")] == ["", "binaire.txt", "casse.csv", "vide.txt"]
    hashes = {row["sha256"] for row in table(tmp_path / "out", "articles") if row["article_id"] != "long"}
    assert len(hashes) == 1


def test_nothing_to_read_ends_with_1_and_is_told_in_a_table(corpus: Corpus, tmp_path: Path) -> None:
    result = call("extract", corpus({"vide.txt": ""}), tmp_path / "out")
    assert result.exit_code == 1
    assert "vide.txt : Ce fichier est vide." in result.stderr
    assert [row["code"] for row in table(tmp_path / "out", "problems")] == ["empty-file"]


def test_nothing_to_read_leaves_the_tables_of_an_earlier_run(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"a.txt": FRENCH})
    assert call("extract", folder, tmp_path / "out").exit_code == 0
    (folder / "a.txt").unlink()
    assert call("extract", folder, tmp_path / "out").exit_code == 1
    assert len(table(tmp_path / "out", "articles")) == 1


def test_one_file_of_articles_is_a_corpus(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"presse.csv": f'date,texte\n2024-03-12,"{FRENCH}"\n', "autre.txt": FRENCH})
    assert call("extract", folder / "presse.csv", tmp_path / "out", "--format", "csv").exit_code == 0
    assert [row["article_id"] for row in table(tmp_path / "out", "articles")] == ["presse#1"]


def test_a_column_that_no_table_has_is_wrong_usage(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"presse.csv": f'date,texte\n2024-03-12,"{FRENCH}"\n'})
    result = call("extract", folder, tmp_path / "out", "--column", "published=nimporte")
    assert result.exit_code == 2
    assert "nimporte" in result.stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()


def test_formats_lists_what_is_read() -> None:
    listed = call("formats").stdout
    assert "Europresse (HTML)" in listed
    assert "**** *journal_lavoix" in listed


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "absent", "out"],
        ["extract", "corpus", "out", "--format", "pdf"],
        ["extract", "corpus", "out", "--format", ""],
        ["extract", "corpus", "out", "--csv-dialect", "belge"],
        ["extract", "corpus", "out", "--column", "texte"],
        ["extract", "corpus", "out", "--column", "prix=x"],
        ["extract", "corpus", "out", "--duplicates", "oui"],
        ["extract", "corpus", "corpus"],
        ["extract", "corpus", "out", "--scheduler", "tcp://127.0.0.1:1"],
        ["extract", "corpus", "out", "--engine", "serial", "--workers", "2"],
        ["extract", "corpus", "out", "--format", "xlsx", "--csv-dialect", "excel-fr"],
        ["extract", "corpus", "out", "-q", "-v"],
        ["extract", "corpus", "out", "--bidule"],
        ["corrections", "absent", "corpus"],
        ["extract", "corpus", "."],
        ["columns", "absente"],
        ["show", "absent.txt"],
        ["glaner"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = call(*arguments)
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith("Erreur : ")
    assert "--help" in line


def test_a_full_disk_is_one_clear_line(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "out/mentions.csv")

    monkeypatch.setattr(write_module, "write_tables", fail)
    result = call("extract", corpus({"a.txt": FRENCH}), tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr == "Erreur : out/mentions.csv : le disque est plein\n"


def test_options_reach_the_reader_and_the_writer(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"a.csv": f'texte;corps\nBref.;"{FRENCH}"\n'})
    options = ["--column", "text=corps", "--format", "csv", "--csv-dialect", "excel-fr", "-q"]
    result = call("extract", folder, tmp_path / "out", *options)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert not (tmp_path / "out" / "glaneur.xlsx").exists()
    header, row = (tmp_path / "out" / "articles.csv").read_text("utf-8-sig").splitlines()
    assert header.startswith('"article_id";"path";')
    assert f';"{len(FRENCH)}";' in row


def test_two_runs_make_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    assert call("extract", ROOT / "corpus", tmp_path / "out").exit_code == 0
    for file in (file for file in demo.iterdir() if file.is_file()):
        assert file.read_bytes() == (tmp_path / "out" / file.name).read_bytes(), file.name


def test_columns_explains_every_table() -> None:
    everything = call("columns").stdout
    assert all(cls.table.title in everything for cls in TABLES)
    one = call("columns", "amounts").stdout
    assert "value_eur" in one
    assert "Citations" not in one


def test_show_highlights_a_file_and_an_id(corpus: Corpus) -> None:
    folder = corpus({"a.txt": FRENCH, "b.csv": f'id,texte\n7,"{FRENCH}"\n', "metadata.csv": "id,title\na,École\n"})
    shown = CliRunner().invoke(main, ["show", str(folder / "a.txt")], color=True)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("\x1b[1mÉcole\x1b[0m")
    assert "\x1b[36m" in shown.stdout
    assert "Élodie Grangier" in call("show", "b#7", "--corpus", folder).stdout
    absent = call("show", "b#8", "--corpus", folder)
    assert (absent.exit_code, absent.stdout) == (1, "")


def test_layers_lie_over_one_another() -> None:
    layers = [_Layer(0, 8, {"underline": True}), _Layer(3, 5, {"fg": "cyan"})]
    shown = _highlighted("Il a dit : oui", layers)
    assert shown == "\x1b[4mIl \x1b[0m\x1b[36m\x1b[4ma \x1b[0m\x1b[4mdit\x1b[0m : oui"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["extract", "--help"], ["show", "--help"]])
def test_help_imports_no_model(arguments: list[str]) -> None:
    program = (
        "import sys, pipeline.cli\n"
        "try: pipeline.cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'pandas', 'xlsxwriter', 'trafilatura'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("name", sorted(main.commands))
def test_the_help_is_in_french(name: str) -> None:
    told = call(name, "--help").stdout
    assert told.startswith("Usage : ")
    assert "Affiche cette aide." in told
    assert not re.search(r"\b(?:the|and|of|default|Show|Error)\b", told)


def test_colours_are_asked_for_and_refused_by_the_environment(corpus: Corpus) -> None:
    article = str(corpus({"a.txt": FRENCH}) / "a.txt")
    colourless = CliRunner(env={"NO_COLOR": "1"}).invoke(main, ["show", article], color=True)
    assert "\x1b[" not in colourless.stdout
    assert "\x1b[" in CliRunner(env={"FORCE_COLOR": "1", "NO_COLOR": ""}).invoke(main, ["show", article]).stdout


def test_show_speaks_french(corpus: Corpus) -> None:
    text = "« Le chantier coûtera plus de 320 millions d'euros », a dit Odile Vasseur."
    shown = call("show", corpus({"a.txt": text}) / "a.txt").stdout.replace("\u202f", " ").replace("\u00a0", " ")
    assert "320 millions d'euros → plus de 320 000 000 €" in shown
    assert "→ Odile Vasseur (directe)" in shown


def test_names_of_files_say_nothing_to_the_terminal(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"a\x1b[31m.txt": "", "b.txt": FRENCH})
    assert "\x1b" not in call("extract", folder, tmp_path / "out").output
    (folder / "b.txt").unlink()
    assert "\x1b" not in call("extract", folder, tmp_path / "out2").output


def test_what_is_found_says_nothing_to_the_terminal(corpus: Corpus, tmp_path: Path) -> None:
    """Titles, ids, cells of metadata and dates, names of files: shown, and told as problems."""
    said_of_it = {"title": "\x1b]0;x\x07", "id": "\x1b[2J", "date": "\x1b[1m"}
    article = json.dumps({"text": f"\x1b[31m{FRENCH}\x9b2J", **said_of_it})
    files: dict[str, str | bytes] = {
        "\x1b[31m.txt": FRENCH,
        "a.jsonl": article,
        "a.zip": packed({"\x1b[2J.txt": "", "\x9b1m.txt": FRENCH}),
        "metadata.csv": "id,title,rubrique\n\x1b[31m,\x1b[31mrouge,\x1b[5m\ninconnu\x1b[1m,x,y\n",
        "aliases.csv": "surface,label,name\n\x1b[31m,XX,\x1b[32m\n",
        "corrections.csv": "table,id,column,value,text,note\n\x1b[1m,\x1b[2m,\x1b[3m,\x1b[4m,,\n",
    }
    folder = corpus(files)
    told = [call("show", folder / name) for name in files if not name.endswith(".csv")]
    told += [call("extract", folder, tmp_path / "\x1b[31mout"), call("show", folder / "\x1b[1mrien.txt")]
    for said in (one.output for one in told):
        assert not [c for c in click.unstyle(said) if not c.isprintable() and c not in "\n\xa0\u202f"]
    texts = [row["text"] for row in table(tmp_path / "\x1b[31mout", "texts")]
    assert not [c for c in "".join(texts) if not c.isprintable() and c not in "\n\xa0\u202f"]


def test_verbose_tells_encodings_and_seconds(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus({"a.txt": FRENCH.encode("cp1252")})
    command = [sys.executable, "-m", "pipeline", "extract", str(folder), str(tmp_path / "out"), "-v"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr
    assert "a.txt : lu en" in told
    assert re.search(r"^Écriture : \d+,\d s$", told, re.MULTILINE)


def test_what_was_edited_is_told_and_becomes_corrections(corpus: Corpus, tmp_path: Path) -> None:
    folder, out = corpus({"a.txt": FRENCH}), tmp_path / "out"
    assert call("extract", folder, out, "--format", "csv,xlsx").exit_code == 0
    path = out / "entities.csv"
    path.write_text(path.read_text("utf-8").replace("Élodie Grangier", "Élodie Granger"), "utf-8")
    done = call("corrections", out, folder)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "entities.csv : 1 correction" in done.stdout
    again = call("extract", folder, out, "--format", "csv,xlsx")
    assert "entities.modifié.csv" in again.stderr
    assert "glaneur corrections" in again.stderr
    assert "Élodie Granger" in {row["name"] for row in table(out, "entities")}


def test_a_scheduler_that_does_not_answer_is_named(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    dask, scheduler = pytest.importorskip("dask"), "tcp://127.0.0.1:9"
    with dask.config.set({"distributed.comm.timeouts.connect": "200ms"}):
        options = ["--engine", "dask", "--scheduler", scheduler]
        done = call("extract", corpus({"a.txt": FRENCH}), tmp_path / "out", *options)
    assert done.exit_code == 1
    assert done.stderr == f"Erreur : le serveur Dask {scheduler} ne répond pas.\n"


def test_python_m_pipeline_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "columns", "quotes"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith(f"quotes — {Quote.table.title}")


def test_the_fields_offered_are_those_that_are_guessed() -> None:
    assert set(FIELDS) == {row["field"] for row in load("reading/source_columns")}
    assert set(guess_columns(FIELDS, {})) == set(FIELDS)
