"""A whole run: the same bytes however it is done, nothing done twice, the old outputs whole whatever happens."""

import csv
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from pipeline import engines, run
from pipeline.articles import Article
from pipeline.cli import ENGINES, main
from pipeline.codec import Result, encode
from pipeline.corpus import read_corpus
from pipeline.engines import EngineOptions
from pipeline.extract import Extraction, article_row
from pipeline.run import BusyError, RunOptions
from pipeline.writers.base import WriteOptions

SAMPLES = Path(__file__).parent.parent / "corpus"
OPTIONS = RunOptions(write=WriteOptions(formats=("csv",)), engine=EngineOptions(engine="serial"))


def tables(outputs: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(outputs.iterdir())}


def rows(outputs: Path, table: str) -> list[dict[str, str]]:
    with (outputs / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of seven articles, two of which have the same text."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for i in range(7):
        (folder / f"a{i}.txt").write_text(f"Le maire de Lyon a inauguré l'école numéro {i % 6}.", "utf-8")
    return folder


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the work of the model by none; return the ids of the articles worked on."""
    done: list[str] = []

    def work(batch: Sequence[Article], ner: str = "news") -> list[Result]:
        done.extend(a.article_id for a in batch)
        return [encode(Extraction(row=article_row(a, words=len(a.text.split())))) for a in batch]

    monkeypatch.setattr(engines, "work", work)
    monkeypatch.setattr(run, "BATCH", 2)
    return done


def test_same_bytes_whatever_the_engine_the_batch_and_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outputs(name: str, options: EngineOptions) -> dict[str, bytes]:
        run.run(SAMPLES, tmp_path / name, RunOptions(write=OPTIONS.write, engine=options, cache=False))
        return tables(tmp_path / name)

    serial = outputs("serial", EngineOptions(engine="serial"))
    monkeypatch.setattr(run, "read_corpus", lambda *a: reversed(list(read_corpus(*a))))
    monkeypatch.setattr(run, "BATCH", 5)
    assert outputs("fork", EngineOptions(engine="processes", workers=2)) == serial
    monkeypatch.setattr(run, "BATCH", 1)
    assert outputs("alone", EngineOptions(engine="serial")) == serial


@pytest.mark.parametrize(
    "options",
    [EngineOptions(engine="processes", workers=1, start="spawn"), EngineOptions(engine="dask", workers=1)],
    ids=["spawn", "dask"],
)
def test_workers_that_load_the_model_themselves_find_the_same(options: EngineOptions, tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for path in sorted(SAMPLES.glob("*.txt"))[:3]:
        (few / path.name).write_bytes(path.read_bytes())
    run.run(few, tmp_path / "here", OPTIONS)
    run.run(few, tmp_path / "there", RunOptions(write=OPTIONS.write, engine=options))
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def test_a_second_run_works_on_what_changed_alone(corpus: Path, tmp_path: Path, worked: list[str]) -> None:
    first = run.run(corpus, tmp_path / "out", OPTIONS)
    before = tables(tmp_path / "out")
    assert (len(worked), first.reused) == (7, 0)
    assert run.run(corpus, tmp_path / "out", OPTIONS).reused == 7
    assert tables(tmp_path / "out") == before
    (corpus / "a3.txt").write_text("Un autre texte.", "utf-8")
    (corpus / "metadata.csv").write_text("id,title\na5,Un titre\n", "utf-8")
    worked.clear()
    assert run.run(corpus, tmp_path / "out", OPTIONS).reused == 5
    assert worked == ["a3", "a5"]


def test_outputs_that_say_it_all_are_left_alone(corpus: Path, tmp_path: Path, worked: list[str]) -> None:
    out = tmp_path / "out"

    def written(options: RunOptions = OPTIONS) -> bool:
        before = {path: path.stat().st_ino for path in out.iterdir()}
        run.run(corpus, out, options)
        return before != {path: path.stat().st_ino for path in out.iterdir()}

    first = run.run(corpus, out, OPTIONS)
    before = tables(out)
    assert not written()
    assert run.run(corpus, out, OPTIONS).rows == first.rows
    (out / "quotes.csv").write_text("changé", "utf-8")
    assert written()
    assert tables(out) == before
    (out / "problems.csv").unlink()
    assert written()
    assert not written()
    assert written(RunOptions(write=WriteOptions(formats=("csv",), csv_dialect="excel-fr"), engine=OPTIONS.engine))
    assert written()
    (corpus / "aliases.csv").write_text("surface,label,name,id\nA0,LOC,Alpha,loc-alpha\n", "utf-8")
    assert written()
    assert len(worked) == 7


def test_no_cache_keeps_nothing(corpus: Path, tmp_path: Path, worked: list[str]) -> None:
    for _ in range(2):
        run.run(corpus, tmp_path / "out", RunOptions(write=OPTIONS.write, engine=OPTIONS.engine, cache=False))
    assert len(worked) == 14
    assert not list(tmp_path.glob(".*cache*"))


def test_first_of_equal_texts_is_told(corpus: Path, tmp_path: Path, worked: list[str]) -> None:
    run.run(corpus, tmp_path / "out", OPTIONS)
    assert {r["article_id"]: r["duplicate_of"] for r in rows(tmp_path / "out", "articles") if r["duplicate_of"]} == {
        "a6": "a0"
    }


def test_a_run_that_was_stopped_goes_on(
    corpus: Path, tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.run(corpus, tmp_path / "whole", OPTIONS)
    run.run(corpus, tmp_path / "out", RunOptions(write=WriteOptions(formats=("csv",), csv_dialect="excel-fr")))
    old = tables(tmp_path / "out")
    (tmp_path / ".out.glaneur-cache").unlink()
    worked.clear()
    work = engines.work

    def stopped(batch: Sequence[Article], ner: str = "news") -> list[Result]:
        if "a4" in [a.article_id for a in batch]:
            raise KeyboardInterrupt
        return work(batch)

    with monkeypatch.context() as patch:
        patch.setattr(engines, "work", stopped)
        with pytest.raises(KeyboardInterrupt):
            run.run(corpus, tmp_path / "out", OPTIONS)
    assert tables(tmp_path / "out") == old
    assert worked == ["a0", "a1", "a2", "a3"]
    worked.clear()
    assert run.run(corpus, tmp_path / "out", OPTIONS).reused == 4
    assert worked == ["a4", "a5", "a6"]
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")


def _garbage(cache: Path) -> None:
    cache.write_bytes(b"no data base at all" * 300)


def _damage(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("update parts set data = substr(data, 1, 20) where name = 'articles'")


def _misplace(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("update parts set name = 'quotes'")


def _age(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("pragma user_version = 99")


@pytest.mark.parametrize("spoil", [_garbage, _damage, _misplace, _age])
def test_a_broken_cache_is_rebuilt(spoil: object, corpus: Path, tmp_path: Path, worked: list[str]) -> None:
    run.run(corpus, tmp_path / "out", OPTIONS)
    before = tables(tmp_path / "out")
    assert callable(spoil)
    spoil(tmp_path / ".out.glaneur-cache")
    shutil.rmtree(tmp_path / "out")
    worked.clear()
    run.run(corpus, tmp_path / "out", OPTIONS)
    assert len(worked) == 7
    assert tables(tmp_path / "out") == before


def test_a_failed_article_is_told_and_tried_again(
    corpus: Path, tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = engines.work

    def lost(batches: Iterator[Sequence[Article]], *_: object) -> Iterator[object]:
        for batch in batches:
            yield from ((([a], None) if a.article_id == "a2" else ([a], work([a]))) for a in batch)

    with monkeypatch.context() as patch:
        patch.setattr(engines, "map_batches", lost)
        assert run.run(corpus, tmp_path / "out", OPTIONS).problems == {"worker-killed": 1}
    assert len(rows(tmp_path / "out", "articles")) == 7
    assert [r["article_id"] for r in rows(tmp_path / "out", "problems")] == ["a2"]
    worked.clear()
    assert run.run(corpus, tmp_path / "out", OPTIONS).problems == {}
    assert worked == ["a2"]


def test_a_second_run_on_one_folder_says_so(corpus: Path, tmp_path: Path) -> None:
    with FileLock(tmp_path / ".out.glaneur-lock"):
        with pytest.raises(BusyError):
            run.run(corpus, tmp_path / "out", OPTIONS)
        told = CliRunner().invoke(main, ["extract", str(corpus), str(tmp_path / "out")])
    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 1


def test_a_full_disk_leaves_the_old_outputs(
    corpus: Path, tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.run(corpus, tmp_path / "out", OPTIONS)
    before = tables(tmp_path / "out")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(run, "write_tables", full)
    told = CliRunner().invoke(main, ["extract", str(corpus), str(tmp_path / "out")])
    assert told.exit_code == 1
    assert "No space left" in told.stderr
    assert len(told.stderr.splitlines()) == 1
    assert tables(tmp_path / "out") == before


def test_outputs_that_cannot_be_written_are_told_in_one_line(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = CliRunner().invoke(main, ["extract", str(corpus), str(tmp_path / "file" / "out")])
    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 1


def test_the_command_line_knows_the_engines() -> None:
    assert ENGINES == engines.ENGINES


KILLED_RUN = """
import os, signal, sys
from pathlib import Path
from pipeline import engines, run
work, left = engines.work, 2

def fatal(batch, ner="news"):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(batch, ner)

engines.work, run.BATCH = fatal, 2
run.run(Path(sys.argv[1]), Path(sys.argv[2]), run.RunOptions(engine=engines.EngineOptions(engine="serial")))
"""


def test_a_run_that_was_killed_goes_on(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run([sys.executable, "-c", KILLED_RUN, str(corpus), str(out)], cwd=SAMPLES.parent, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not out.exists()
    assert run.run(corpus, out, OPTIONS).reused == 4
    assert run.run(corpus, tmp_path / "whole", OPTIONS).reused == 0
    assert tables(out) == tables(tmp_path / "whole")


WORKING = """
import sys, time
from pathlib import Path
from pipeline import engines
from pipeline.cli import main

def work(batch, ner="news"):
    Path(sys.argv[3]).touch()
    time.sleep(60)

engines.work, engines.prepare = work, lambda ner: None
main(["extract", sys.argv[1], sys.argv[2], "--engine", "processes", "--workers", "2", "--format", "csv"])
"""


def test_ctrl_c_stops_workers_at_once_and_leaves_the_outputs(corpus: Path, tmp_path: Path) -> None:
    out, begun = tmp_path / "out", tmp_path / "begun"
    run.run(corpus, out, OPTIONS)
    before = tables(out)
    (tmp_path / ".out.glaneur-cache").unlink()
    command = [sys.executable, "-c", WORKING, str(corpus), str(out), str(begun)]
    running = subprocess.Popen(
        command, cwd=SAMPLES.parent, stderr=subprocess.PIPE, text=True, start_new_session=True, bufsize=0
    )
    while not begun.exists() and running.poll() is None:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    told = running.communicate(timeout=30)[1]
    assert (running.returncode, told.strip()) == (130, f"Stopped: {out} is as it was. Run again to go on.")
    assert tables(out) == before
