"""Every call to the disk fails once in turn: the outputs stay whole, and the next run makes the same bytes."""

import errno
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.engine import run
from tests.running import OPTIONS, tables

# More calls than a small run makes: each number is tried until a run goes through untouched.
MOST = 2_000


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
    """A file whose writes may fail."""

    def __init__(self, handle: Any, faults: Faults) -> None:
        self.handle, self.faults = handle, faults

    def write(self, data: Any) -> Any:
        self.faults.call()
        return self.handle.write(data)

    def __enter__(self) -> "Handle":
        return self

    def __exit__(self, *error: object) -> None:
        self.handle.close()

    def __iter__(self) -> Iterator[Any]:
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
    """Fail the call ``at`` to the outputs in ``folder``: open, write, rename, unlink, mkdir, a statement."""
    faults = Faults(at)
    connect, opened = sqlite3.connect, io.open

    def open_(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if not str(file).startswith(str(folder)) or "lock" in str(file):
            return opened(file, mode, *args, **kwargs)
        faults.call()
        handle = opened(file, mode, *args, **kwargs)
        return Handle(handle, faults) if "w" in mode and "b" not in mode else handle

    class Store(Base):
        pass

    Store.faults = faults
    with patch.context() as within:
        within.setattr(io, "open", open_)
        for name in ("rename", "replace", "unlink", "mkdir"):
            within.setattr(os, name, faults.wrap(getattr(os, name), folder))
        within.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=Store))
        yield faults


def outcome(seven: Path, out: Path) -> Any:
    return CliRunner().invoke(
        main, ["extract", str(seven), str(out), "--format", "csv", "--engine", "serial", "--quiet"]
    )


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(("before", "step"), [(False, 2), (True, 3)], ids=["first run", "over older tables"])
def test_each_failing_call_leaves_whole_outputs(
    before: bool, step: int, seven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.run(seven, tmp_path / "undisturbed", OPTIONS)
    new = tables(tmp_path / "undisturbed")
    for at in range(1, MOST, step):
        out = tmp_path / f"out{at}"
        old: dict[str, bytes] = {}
        if before:
            article = seven / "a3.txt"
            text = article.read_text("utf-8")
            article.write_text("Un autre texte.", "utf-8")
            run.run(seven, out, OPTIONS)
            old = tables(out)
            article.write_text(text, "utf-8")
        with injected(at, out, monkeypatch) as faults:
            told = outcome(seven, out)
        left = tables(out) if out.exists() else {}
        assert left in (old, new), (at, told.output, sorted(left))
        assert told.exit_code in (0, 1), (at, told.exception)
        assert told.exit_code == 0 or len(told.stderr.strip().splitlines()) >= 1, at
        assert told.exit_code == 0 or not isinstance(told.exception, AssertionError | sqlite3.Error | TypeError), at
        again = outcome(seven, out)
        assert again.exit_code == 0, (at, again.output)
        assert tables(out) == new, at
        if faults.count < at:
            return
    pytest.fail("a small run makes fewer calls")
