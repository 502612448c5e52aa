"""A run that is killed or stopped, at whatever moment, leaves the old outputs whole, says so and goes on."""

import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from contextlib import suppress
from pathlib import Path

import click
import pytest

from pipeline.console import told
from pipeline.engine import run
from tests.running import OPTIONS, SAMPLES, tables

KILLED_RUN = """
import os, signal, sys
from pathlib import Path
from pipeline.engine import engines, keys, reading, run, write
work, left = engines.work, 2

def fatal(batch, ner="news"):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(batch, ner)

engines.work, reading.BATCH = fatal, 2
run.run(Path(sys.argv[1]), Path(sys.argv[2]), run.RunOptions(engine=engines.EngineOptions(engine="serial")))
"""


def test_a_run_that_was_killed_goes_on(seven: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run([sys.executable, "-c", KILLED_RUN, str(seven), str(out)], cwd=SAMPLES.parent, check=False)
    assert done.returncode == -signal.SIGKILL
    assert tables(out) == {}
    assert run.run(seven, out, OPTIONS).reused == 4
    assert run.run(seven, tmp_path / "whole", OPTIONS).reused == 0
    assert tables(out) == tables(tmp_path / "whole")


ENDING = """
import atexit, os, sys
from pipeline.__main__ import start

class Thing:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        os.kill(os.getpid(), self.number)

kept = Thing(int(sys.argv[1]))
atexit.register(os.kill, os.getpid(), kept.number)
sys.argv = ["glaneur", "formats"]
start()
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_after_the_end_changes_nothing(sent: signal.Signals) -> None:
    command = [sys.executable, "-c", ENDING, str(int(sent))]
    done = subprocess.run(command, cwd=SAMPLES.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


class Wrapped:
    """A member of a class that is stopped while it is named, of which Python makes another error."""

    def __set_name__(self, _: type, __: str) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)


def test_a_stop_of_which_python_makes_another_error_is_a_stop(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit) as ended, told("corpus", "out", cached=True):
        type("Class", (), {"member": Wrapped()})
    assert ended.value.exit_code == 143
    assert capsys.readouterr().err.strip() == "Arrêté : les tables de out sont entières. Relancez pour reprendre."


def test_a_stop_that_has_others_fail_is_a_stop(capsys: pytest.CaptureFixture[str]) -> None:
    """A cluster that is stopped while it starts fails for reasons of its own, too."""

    def fail() -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except KeyboardInterrupt:
            raise RuntimeError("the worker failed to start") from TimeoutError()

    with pytest.raises(click.exceptions.Exit) as ended, told("corpus", "out", cached=False):
        fail()
    assert ended.value.exit_code == 130
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_stop_that_python_drops_is_sent_again(capsys: pytest.CaptureFixture[str]) -> None:
    def callback(_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)

    def drop() -> None:
        thing = Wrapped()
        references.append(weakref.ref(thing, callback))
        del thing
        time.sleep(5)

    references: list[weakref.ref[Wrapped]] = []
    with pytest.raises(click.exceptions.Exit) as ended, told("corpus", "out", cached=False):
        drop()
    assert references[0]() is None
    assert ended.value.exit_code == 130
    assert capsys.readouterr().err.strip() == "Arrêté : les tables de out sont entières."


INTERRUPTED = """
import os, sys

class Stopping:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            sys.meta_path.remove(self)
            exec("os.kill(os.getpid(), number)")

sys.meta_path.insert(0, Stopping())
number, wanted = int(os.environ["NUMBER"]), os.environ["WANTED"]
"""


@pytest.mark.parametrize("imported", ["click", "pipeline.engine.run", "pipeline.engine.extract", "thinc", "xlsxwriter"])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_while_it_imports_says_so_in_one_line(
    seven: Path, tmp_path: Path, sent: signal.Signals, code: int, imported: str
) -> None:
    out = tmp_path / "out"
    (tmp_path / "sitecustomize.py").write_text(INTERRUPTED, "utf-8")
    command = [sys.executable, "-m", "pipeline", "extract", str(seven), str(out)]
    known = {"PYTHONPATH": f"{tmp_path}:{SAMPLES.parent}", "NUMBER": str(sent.value), "WANTED": imported}
    done = subprocess.run(command, cwd=SAMPLES.parent, env={**os.environ, **known}, capture_output=True, check=False)
    told = done.stderr.decode().strip()
    assert done.returncode == code, told
    assert (len(told.splitlines()), told.startswith("Arrêté")) == (1, True), told
    assert not out.exists() or tables(out) == {}


WORKING = """
import sys, time
from pathlib import Path
from pipeline.engine import engines, keys
from pipeline.cli import main

def work(batch, ner="news"):
    Path(sys.argv[3]).touch()
    time.sleep(60)

engines.work, engines.prepare = work, lambda ner: None
main(["extract", sys.argv[1], sys.argv[2], "--engine", "processes", "--workers", "2", "--format", "csv", *sys.argv[4:]])
"""


@pytest.mark.parametrize("more", [[], ["--no-cache"]], ids=["cache", "no cache"])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_stops_its_workers_at_once_and_leaves_the_outputs(
    seven: Path, tmp_path: Path, sent: signal.Signals, code: int, more: list[str]
) -> None:
    out, begun = tmp_path / "out", tmp_path / "begun"
    run.run(seven, out, OPTIONS)
    before = tables(out)
    (tmp_path / "out" / ".glaneur" / "cache").unlink()
    command = [sys.executable, "-c", WORKING, str(seven), str(out), str(begun), *more]
    (temporary := tmp_path / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    running = subprocess.Popen(
        command,
        cwd=SAMPLES.parent,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        bufsize=0,
    )
    while not begun.exists() and running.poll() is None:
        time.sleep(0.05)
    (os.killpg if sent == signal.SIGINT else os.kill)(running.pid, sent)
    told = running.communicate(timeout=30)[1]
    assert running.returncode == code
    again = "" if more else " Relancez pour reprendre."
    assert told.strip() == f"Arrêté : les tables de {out} sont entières.{again}"
    assert list(temporary.iterdir()) == []
    assert not (more and (out / ".glaneur").exists())
    assert tables(out) == before


SEEN = """
import signal
from pipeline.engine.cluster import map_on_cluster

def sees_ctrl_c(batch):
    return signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())

if __name__ == "__main__":
    print([seen for _, seen in map_on_cluster(iter([[1], [2], [3]]), "", 2, sees_ctrl_c)])
"""


def test_ctrl_c_is_no_business_of_the_workers_of_dask(tmp_path: Path) -> None:
    """Nor is it that of the user that another cluster has the port of the dashboard."""
    pytest.importorskip("distributed")
    (tmp_path / "seen.py").write_text(SEEN, "utf-8")
    command = [sys.executable, str(tmp_path / "seen.py")]
    environment = {**os.environ, "PYTHONPATH": str(SAMPLES.parent)}
    with socket.socket() as other:
        with suppress(OSError):  # it is taken already
            other.bind(("127.0.0.1", 8787))
            other.listen()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[False, False, False]\n", "")
