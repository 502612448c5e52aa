"""Runs killed at random moments, by SIGKILL, SIGTERM and Ctrl-C, over every engine: ``make kills``.

The sample corpus and two saved pages are extracted over older outputs, and the run is stopped. Each time the outputs
must be the old or the new ones, the code and the message right, no process and no temporary file left; the next run
must write what an undisturbed one does.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
ENGINES = ("serial", "processes", "dask")
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
# Before so many seconds Python itself is not ready to tell anything of a Ctrl-C.
STARTING = 0.1
PAGE = "<html><body><article><h1>Le pont rouvre</h1>{}</article></body></html>"
PARAGRAPH = "<p>Le pont de Nevers rouvrira lundi, a annoncé la maire, Odile Roux, devant les riverains.</p>"


@dataclass(frozen=True)
class Stopped:
    """How a run was stopped: the engine, the signal and after how many seconds of its processor."""

    engine: str
    sent: signal.Signals
    after: float


def command(corpus: Path, out: Path, engine: str) -> list[str]:
    """Return the command of a run."""
    workers = [] if engine == "serial" else ["--workers", "2"]
    options = ["--format", "csv,html", "--quiet", "--engine", engine, *workers]
    return [sys.executable, "-m", "pipeline", "extract", str(corpus), str(out), *options]


def tables(out: Path) -> dict[str, bytes]:
    """Return the outputs by name."""
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()} if out.exists() else {}


def used(process: int) -> float:
    """Return the seconds of the processor that a process has used: what it has done, on a busy machine too."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def running(group: int) -> bool:
    """Tell whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def stop(how: Stopped, corpus: Path, out: Path, temporary: Path) -> Iterator[str]:
    """Begin a run, stop it, and yield what is wrong with how it ended."""
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    begun = subprocess.Popen(
        command(corpus, out, how.engine),
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while begun.poll() is None and used(begun.pid) < how.after:
        time.sleep(0.005)
    if begun.poll() is None:
        (os.killpg if how.sent == signal.SIGINT else os.kill)(begun.pid, how.sent)
    try:
        told = begun.communicate(timeout=60)[1].strip()
    except subprocess.TimeoutExpired:
        os.killpg(begun.pid, signal.SIGKILL)
        begun.communicate()
        yield "it does not end"
        return
    lines = told.splitlines()
    right = {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}[how.sent]
    early = how.after < STARTING and begun.returncode == -how.sent
    if begun.returncode not in (0, right) and not early:
        yield f"it ends with {begun.returncode}"
    stops = [line for line in lines if line.startswith("Arrêté")]
    # What is left of a killed run is taken away by a process of Python's own, which says so.
    lines = [] if how.sent == signal.SIGKILL and "resource_tracker" in told else lines
    if not early and lines != (stops[:1] if begun.returncode and how.sent != signal.SIGKILL else []):
        yield f"it says {told[-400:]!r}"
    deadline = time.monotonic() + 15
    while running(begun.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    if running(begun.pid):
        yield "a process is left"
        os.killpg(begun.pid, signal.SIGKILL)
    if how.sent != signal.SIGKILL and (left := list(temporary.iterdir())):
        yield f"files are left: {left}"


def faults(how: Stopped, corpus: Path, old: Path, new: dict[str, bytes], folder: Path) -> Iterator[str]:
    """Stop a run over the old outputs, run again, and yield all that is wrong."""
    out, temporary = folder / "out", folder / "temporary"
    shutil.copytree(old, out)
    temporary.mkdir()
    yield from stop(how, corpus, out, temporary)
    if tables(out) not in (tables(old), new):
        yield f"the outputs are mixed: {sorted(tables(out))}"
    again = subprocess.run(command(corpus, out, "serial"), cwd=ROOT, capture_output=True, text=True, check=False)
    if again.returncode or tables(out) != new:
        yield f"the next run ends with {again.returncode}, {again.stderr[-300:]!r}"
    if left := {path.name for path in (out / ".glaneur").iterdir()} - {"cache", "lock", "placed"}:
        yield f"the hidden folder keeps {sorted(left)}"


def lay(folder: Path) -> tuple[Path, Path, dict[str, bytes], dict[str, float]]:
    """Lay a corpus and its old outputs; return them with the new ones, and the seconds that each engine takes."""
    corpus, old = folder / "corpus", folder / "old"
    shutil.copytree(ROOT / "corpus", corpus)
    for name in ("a", "b"):
        (corpus / f"{name}.html").write_text(PAGE.format(PARAGRAPH * 3 + f"<p>{name}</p>"), "utf-8")
    changed = sorted(corpus.glob("*.txt"))[::2]
    texts = [path.read_text("utf-8") for path in changed]
    for path in changed:
        path.write_text(f"Le maire a dit « oui » à {path.stem}.", "utf-8")
    subprocess.run(command(corpus, old, "serial"), cwd=ROOT, check=True)
    for path, text in zip(changed, texts, strict=True):
        path.write_text(text, "utf-8")
    seconds: dict[str, float] = {}
    for engine in ENGINES:
        out = shutil.copytree(old, folder / engine)
        begun = subprocess.Popen(command(corpus, out, engine), cwd=ROOT)
        while begun.poll() is None:
            seconds[engine] = used(begun.pid)
            time.sleep(0.005)
    found = [tables(folder / engine) for engine in ENGINES]
    if found != [found[0]] * len(ENGINES):
        raise click.ClickException("the engines do not write the same bytes")
    return corpus, old, found[0], seconds


@click.command()
@click.option("--times", default=96, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(times: int, seed: int) -> None:
    """Stop runs at random; fail where one leaves anything wrong."""
    chance, bad = random.Random(seed), 0
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        corpus, old, new, seconds = lay(Path(place))
        click.echo(f"seconds: {', '.join(f'{engine} {time:.1f}' for engine, time in seconds.items())}")
        for number in range(times):
            engine, sent = ENGINES[number % 3], SIGNALS[number // 3 % 3]
            how = Stopped(engine, sent, chance.uniform(0, seconds[engine]))
            folder = Path(place) / str(number)
            wrong = list(faults(how, corpus, old, new, folder))
            shutil.rmtree(folder)
            bad += bool(wrong)
            for told in wrong:
                click.echo(f"{engine}, {sent.name} after {how.after:.2f} s: {told}")
    click.echo(f"{times} runs stopped, {bad} left something wrong")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
