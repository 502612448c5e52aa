"""Every call to the disk fails once in turn: the outputs stay whole, and the next run makes the same bytes."""

import builtins
import errno
import io
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.articles import Article
from pipeline.cli import main
from pipeline.engine import engines, reading, run
from pipeline.engine.codec import Result, encode
from tests.conftest import without_finds
from tests.running import EVERY, OPTIONS, rows, tables

FORMATS = "csv,xlsx,html,sqlite" if EVERY else "csv"
# The article on which a worker fails, if any.
FAILING: list[str] = []
# More calls than a small run makes: each number is tried until a run goes through untouched.
MOST = 2_000
# At least so many calls are failed: of a run to its outputs, to its articles.
CALLS, CALLS_TO_READ = 80, 12


class Faults:
    """Counts the calls to the disk, and fails the one whose number is ``at``."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def call(self) -> None:
        self.count += 1
        if self.count == self.at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def wrap(self, function: Callable[..., Any], folder: Path) -> Callable[..., Any]:
        def called(path: Any, *args: Any, **kwargs: Any) -> Any:
            if str(path).startswith(str(folder)):
                self.call()
            return function(path, *args, **kwargs)

        return called


class Handle:
    """A file whose reads may fail, and writes where they reach the disk: when the buffer is full, and at the end."""

    def __init__(self, handle: Any, faults: Faults) -> None:
        self.handle, self.faults, self.held = handle, faults, 0

    def write(self, data: Any) -> Any:
        self.held += len(data)
        if self.held >= io.DEFAULT_BUFFER_SIZE:
            self.flush()
        return self.handle.write(data)

    def flush(self) -> None:
        if self.held:
            self.held = 0
            self.faults.call()
        self.handle.flush()

    def close(self) -> None:
        try:
            if not self.handle.closed:
                self.flush()
        finally:
            self.handle.close()

    def read(self, *size: int) -> Any:
        self.faults.call()
        return self.handle.read(*size)

    def readline(self, *size: int) -> Any:
        self.faults.call()
        return self.handle.readline(*size)

    def __enter__(self) -> "Handle":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        self.faults.call()
        return iter(self.handle)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.handle, name)


class Base(sqlite3.Connection):
    """A store whose statements may fail."""

    faults: Faults

    def execute(self, *args: Any) -> sqlite3.Cursor:
        self.faults.call()
        return super().execute(*args)


@contextmanager
def injected(at: int, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Fail the call ``at`` to the files in ``folder``: open, read, write, rename, unlink, mkdir, a statement.

    The program calls no ``fsync`` of its own; SQLite does, and tells of it as of a statement that fails.
    """
    faults = Faults(at)
    connect, opened = sqlite3.connect, io.open

    def open_(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if not str(file).startswith(str(folder)) or "lock" in str(file):
            return opened(file, mode, *args, **kwargs)
        faults.call()
        return Handle(opened(file, mode, *args, **kwargs), faults)

    class Store(Base):
        pass

    def connected(path: Any, *args: Any, **kwargs: Any) -> sqlite3.Connection:
        ours = str(path).startswith(str(folder))
        return connect(path, *args, **kwargs, factory=Store if ours else sqlite3.Connection)

    Store.faults = faults
    with patch.context() as within:
        within.setattr(io, "open", open_)  # that of Path
        within.setattr(builtins, "open", open_)
        for name in ("rename", "replace", "unlink", "mkdir"):
            within.setattr(os, name, faults.wrap(getattr(os, name), folder))
        within.setattr(sqlite3, "connect", connected)
        yield faults


def outcome(seven: Path, out: Path, engine: str = "serial") -> Any:
    workers = ["--workers", "2"] if engine == "processes" else []
    command = ["extract", str(seven), str(out), "--format", FORMATS, "--engine", engine, "--quiet", *workers]
    return CliRunner().invoke(main, command)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the work of the model by none, in workers too; one of them may fail (``FAILING``)."""
    monkeypatch.setattr(engines, "work", _work)
    monkeypatch.setattr(engines, "prepare", _nothing)
    monkeypatch.setattr(reading, "BATCH", 2)


def _work(batch: Sequence[Article], ner: str = "news") -> list[Result]:
    if FAILING and any(article.article_id == FAILING[0] for article in batch):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return [encode(without_finds(article)) for article in batch]


def _nothing(ner: str = "news") -> None:
    """Prepare nothing."""


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize(
    ("engine", "before", "step"),
    [("serial", False, 5), ("serial", True, 7), ("processes", False, 17), ("processes", True, 19)],
)
def test_each_failing_call_leaves_whole_outputs(
    engine: str, before: bool, step: int, seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = replace(OPTIONS, write=replace(OPTIONS.write, formats=tuple(FORMATS.split(","))))
    run.run(seven, tmp_path / "undisturbed", options)
    new = tables(tmp_path / "undisturbed")
    for at in range(1, MOST, 1 if EVERY else step):
        out = tmp_path / f"out{at}"
        old: dict[str, bytes] = {}
        if before:
            article = seven / "a3.txt"
            text = article.read_text("utf-8")
            article.write_text("Un autre texte.", "utf-8")
            run.run(seven, out, options)
            old = tables(out)
            article.write_text(text, "utf-8")
        with injected(at, out, monkeypatch) as faults:
            told = outcome(seven, out, engine)
        left = tables(out) if out.exists() else {}
        assert left in (old, new), (at, told.output, sorted(left))
        assert told.exit_code in (0, 1), (at, told.exception)
        assert told.exit_code == 0 or len(told.stderr.strip().splitlines()) >= 1, at
        assert told.exit_code == 0 or not isinstance(told.exception, AssertionError | sqlite3.Error | TypeError), at
        again = outcome(seven, out)
        assert again.exit_code == 0, (at, again.output)
        assert tables(out) == new, at
        if faults.count < at:
            assert faults.count > CALLS
            return
    pytest.fail("a small run makes fewer calls")


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("engine", ["serial", "processes"])
@pytest.mark.parametrize("failing", [f"a{i}" for i in (range(7) if EVERY else (0, 3, 6))])
def test_a_worker_that_cannot_go_on_leaves_whole_outputs(
    engine: str, failing: str, seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outcome(seven, tmp_path / "undisturbed").exit_code == 0
    monkeypatch.setattr(f"{__name__}.FAILING", [failing])
    told = outcome(seven, tmp_path / "out", engine)
    assert told.exit_code == 1
    assert len(told.stderr.strip().splitlines()) == 1
    assert tables(tmp_path / "out") == {}
    monkeypatch.setattr(f"{__name__}.FAILING", [])
    assert outcome(seven, tmp_path / "out", engine).exit_code == 0
    assert tables(tmp_path / "out") == tables(tmp_path / "undisturbed")


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("cached", [False, True], ids=["first run", "second run"])
@pytest.mark.parametrize(("engine", "step"), [("serial", 4), ("processes", 9)])
def test_each_file_that_cannot_be_read_costs_itself(
    engine: str, step: int, cached: bool, seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the articles, or of what is said of them: over nothing, and over the results and tables of a run before."""
    assert outcome(seven, tmp_path / "undisturbed").exit_code == 0
    new = tables(tmp_path / "undisturbed")
    for at in range(1, MOST, 1 if EVERY else step):
        out = tmp_path / f"out{at}"
        if cached:
            shutil.copytree(tmp_path / "undisturbed", out)
        with injected(at, seven, monkeypatch) as faults:
            told = outcome(seven, out, engine)
        assert told.exit_code == 0, (at, told.output)
        if faults.count < at:
            assert tables(out) == new
            assert faults.count > CALLS_TO_READ
            return
        lost = [row["path"] for row in rows(out, "problems") if row["code"] == "unreadable-file"]
        assert len(lost) <= 1, at
        left = {row["article_id"] for row in rows(out, "articles")}
        assert left == {f"a{i}" for i in range(7)} - {path.removesuffix(".txt") for path in lost}, at
        assert lost or tables(out) == new, at
        assert outcome(seven, out, engine).exit_code == 0
        assert tables(out) == new, at
    pytest.fail("a small corpus is read with fewer calls")
