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
from pathlib import Path
from typing import Any

import click

from benchmarks.corpora import copy, put_together, words_in
from benchmarks.measuring import measure
from benchmarks.runs import MEASURED, whose

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
SAMPLES = HERE.parent / "corpus"
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _run(place: int, corpus: Path, outputs: Path) -> dict[str, float]:
    line = [sys.executable, "-m", "benchmarks.bench", "--one", str(place), "--outputs", str(outputs), str(corpus)]
    environment = {**os.environ, **(ONE_THREAD if MEASURED[place].name.startswith("bare") else {})}
    done = subprocess.run(line, check=True, capture_output=True, text=True, env=environment, cwd=HERE.parent)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


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
        click.echo(json.dumps(measure(MEASURED[one], folder, outputs)))
        return
    found: dict[int, list[dict[str, float]]] = {place: [] for place in range(len(MEASURED))}
    with tempfile.TemporaryDirectory(prefix="glaneur-bench-") as top:
        corpora = {"short": Path(top) / "short", "long": Path(top) / "long", "samples": SAMPLES}
        copy(folder, corpora["short"], articles)
        put_together(corpora["short"], corpora["long"])
        sizes = {name: {"articles": len(list(c.rglob("*.txt"))), "words": words_in(c)} for name, c in corpora.items()}
        for turn in range(rounds):
            place = Path(top) / f"round{turn}"
            for which, measured in enumerate(MEASURED):
                run = _run(which, corpora[measured.corpus], place / f"{measured.corpus}-{whose(measured)}")
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
