"""Whatever goes wrong in a run, the old outputs stay whole and nothing that was done is lost."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock
from xlsxwriter.exceptions import FileCreateError

from pipeline.articles import Article
from pipeline.cli import main
from pipeline.engine import engines, keys, run, write
from pipeline.engine.codec import Result
from pipeline.engine.run import BusyError, RunOptions
from pipeline.engine.store import Store
from pipeline.engine.store_disk import told_as
from pipeline.output.options import WriteOptions
from tests.running import EVERY, OPTIONS, rows, tables

FLIPPED = 200 if EVERY else 25
JOINED = "pipeline.output.joined.Joined"


def test_a_run_that_was_stopped_goes_on(
    seven: Path, tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.run(seven, tmp_path / "whole", OPTIONS)
    run.run(seven, tmp_path / "out", RunOptions(write=WriteOptions(formats=("csv",), csv_dialect="excel-fr")))
    old = tables(tmp_path / "out")
    (tmp_path / "out" / ".glaneur" / "cache").unlink()
    worked.clear()
    work = engines.work

    def stopped(batch: Sequence[Article], ner: str = "news") -> list[Result]:
        if "a4" in [a.article_id for a in batch]:
            raise KeyboardInterrupt
        return work(batch)

    with monkeypatch.context() as patch:
        patch.setattr(engines, "work", stopped)
        with pytest.raises(KeyboardInterrupt):
            run.run(seven, tmp_path / "out", OPTIONS)
    assert tables(tmp_path / "out") == old
    assert worked == ["a0", "a1", "a2", "a3"]
    worked.clear()
    assert run.run(seven, tmp_path / "out", OPTIONS).reused == 4
    assert worked == ["a4", "a5", "a6"]
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")


def _garbage(cache: Path) -> None:
    cache.write_bytes(b"no data base at all" * 300)


def _damage(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("update parts set data = substr(data, 1, 20) where name = 'articles'")


def _misplace(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("update parts set name = 'quotes' where name = 'articles'")


def _age(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("pragma user_version = 99")


def _lose(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("delete from parts where rowid in (select min(rowid) from parts where name = 'articles')")


@pytest.mark.parametrize("spoil", [_garbage, _damage, _misplace, _age, _lose])
def test_a_broken_cache_is_rebuilt(spoil: object, seven: Path, tmp_path: Path, worked: list[str]) -> None:
    run.run(seven, tmp_path / "out", OPTIONS)
    before = tables(tmp_path / "out")
    assert callable(spoil)
    spoil(tmp_path / "out" / ".glaneur" / "cache")
    shutil.rmtree(tmp_path / "out")
    worked.clear()
    run.run(seven, tmp_path / "out", OPTIONS)
    assert len(worked) == 7
    assert tables(tmp_path / "out") == before


@pytest.mark.parametrize("name", [run.STORE, run.PLACED])
def test_one_flipped_bit_of_what_is_kept_changes_no_table(
    name: str, seven: Path, tmp_path: Path, worked: list[str]
) -> None:
    """Places over the whole file; an article is changed, so that everything is read."""
    out, whole, changed = tmp_path / "out", tmp_path / "whole", seven / "a3.txt"
    run.run(seven, out, OPTIONS)
    kept = shutil.copytree(out, tmp_path / "kept")
    changed.write_text("Un autre texte.", "utf-8")
    summary = run.run(seven, whole, OPTIONS)
    data = (kept / ".glaneur" / name).read_bytes()
    assert len(worked) == 14
    for place in range(0, len(data), len(data) // FLIPPED):
        shutil.rmtree(out)
        shutil.copytree(kept, out)
        damaged = bytearray(data)
        damaged[place] ^= 1 << place % 8
        (out / ".glaneur" / name).write_bytes(damaged)
        told = run.run(seven, out, OPTIONS)
        assert (tables(out), told.rows) == (tables(whole), summary.rows), place


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_READ])
def test_an_error_of_the_disk_leaves_what_is_kept_alone(
    code: int, seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.run(seven, tmp_path / "out", OPTIONS)
    kept = (tmp_path / "out" / ".glaneur" / run.STORE).read_bytes()

    def fail(found: Store, *_: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        with told_as(found.path):
            raise error

    with monkeypatch.context() as patch:
        patch.setattr(Store, "reuse", fail)
        told = CliRunner().invoke(main, ["extract", str(seven), str(tmp_path / "out"), "--format", "csv"])
    assert (told.exit_code, len(told.stderr.strip().splitlines())) == (1, 1)
    assert (tmp_path / "out" / ".glaneur" / run.STORE).read_bytes() == kept
    assert run.run(seven, tmp_path / "out", OPTIONS).reused == 7


@pytest.mark.parametrize("told", ["5", "[1]", "[{}, 5]", "[[], {}]", '[{"articles": 1}, {"a": "b"}]'])
def test_a_damaged_note_of_what_was_written_has_it_written_anew(
    told: str, seven: Path, tmp_path: Path, worked: list[str]
) -> None:
    before = run.run(seven, tmp_path / "out", OPTIONS)
    with sqlite3.connect(tmp_path / "out" / ".glaneur" / run.STORE) as base:
        base.execute("update written set told = ?", (told,))
    again = run.run(seven, tmp_path / "out", OPTIONS)
    assert (again.rows, again.reused, len(worked)) == (before.rows, 7, 7)


def test_a_failed_article_is_told_and_tried_again_by_other_code(
    seven: Path, tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = engines.work

    def lost(batches: Iterator[Sequence[Article]], *_: object) -> Iterator[object]:
        for batch in batches:
            yield from ((([a], None) if a.article_id == "a2" else ([a], work([a]))) for a in batch)

    with monkeypatch.context() as patch:
        patch.setattr(engines, "map_batches", lost)
        assert run.run(seven, tmp_path / "out", OPTIONS).problems == {"worker-killed": 1}
    assert len(rows(tmp_path / "out", "articles")) == 7
    assert [r["article_id"] for r in rows(tmp_path / "out", "problems")] == ["a2"]
    worked.clear()
    assert run.run(seven, tmp_path / "out", OPTIONS).problems == {"worker-killed": 1}
    assert worked == []
    monkeypatch.setattr(keys, "_code", lambda: "other code")
    assert run.run(seven, tmp_path / "out", OPTIONS).problems == {}
    assert "a2" in worked


def test_a_second_run_on_one_folder_says_so(seven: Path, tmp_path: Path) -> None:
    with FileLock(tmp_path / "out" / ".glaneur" / "lock"):
        with pytest.raises(BusyError):
            run.run(seven, tmp_path / "out", OPTIONS)
        told = CliRunner().invoke(main, ["extract", str(seven), str(tmp_path / "out")])
    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 1


def test_a_full_disk_leaves_the_old_outputs(
    seven: Path, tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.run(seven, tmp_path / "out", OPTIONS)
    before = tables(tmp_path / "out")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(write, "write_tables", full)
    told = CliRunner().invoke(main, ["extract", str(seven), str(tmp_path / "out")])
    assert told.exit_code == 1
    assert "le disque est plein" in told.stderr
    assert len(told.stderr.splitlines()) == 1
    assert tables(tmp_path / "out") == before


def _broken(*_: object, **__: object) -> None:
    raise FileCreateError(OSError(errno.ENOSPC, "No space left on device"))


def _full(*_: object, **__: object) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("fails", [("xlsxwriter.Workbook._store_workbook", _broken), (f"{JOINED}.settle", _full)])
def test_a_full_disk_is_told_whatever_a_library_says(
    fails: tuple[str, object], seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*fails)
    told = CliRunner().invoke(main, ["extract", str(seven), str(tmp_path / "out"), "--engine", "serial"])
    assert told.exit_code == 1
    assert "le disque est plein" in told.stderr
    assert tables(tmp_path / "out") == {}


def test_outputs_that_cannot_be_written_are_told_in_one_line(seven: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = CliRunner().invoke(main, ["extract", str(seven), str(tmp_path / "file" / "out")])
    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 1
