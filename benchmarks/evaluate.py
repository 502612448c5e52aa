"""Quality on annotated articles: `make evaluate GOLD=folder`.

The gold is not in the repository (its licences are its own). GOLD is a folder of `*.jsonl` files, one text a row,
with the program `score.py` that goes with them in it or in the folder above. The figures are compared with
`benchmarks/quality.json`: one that has fallen is told, and the command fails until `--update` accepts it.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from pipeline.engine.run import RunOptions, run
from pipeline.output.options import WriteOptions
from pipeline.output.versions import versions

QUALITY = Path(__file__).with_name("quality.json")
# Figures of which less is better; of all others, more.
LESS_IS_BETTER = ("false alarms", "emitted")

Figures = dict[str, float]


@click.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--update", is_flag=True, help="Write the figures down, even those that fell.")
@click.option("--only", default="*", show_default=True, help="Which files of the gold: a pattern without suffix.")
def main(gold: Path, update: bool, only: str) -> None:
    """Score the tables extracted from the texts of GOLD and compare them with the last figures."""
    scorer = next((p for p in (gold / "score.py", gold.parent / "score.py") if p.exists()), None)
    files = sorted(gold.glob(f"{only}.jsonl"))
    if scorer is None or not files:
        raise click.UsageError(f"{gold} holds no *.jsonl with a score.py beside them or above")
    last = json.loads(QUALITY.read_text("utf-8")) if QUALITY.exists() else {}
    fallen: list[str] = []
    for file in files:
        figures, known = _measure(scorer, file), last.get(file.stem, {})
        same_gold = known.get("digest") == _digest(file)
        fallen += _told(file.stem, figures, known.get("figures", {}) if same_gold else {})
        last[file.stem] = {"digest": _digest(file), "figures": figures, "versions": versions()}
    if update:
        QUALITY.write_text(json.dumps(last, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    elif fallen:
        click.echo("\nFallen:\n  " + "\n  ".join(fallen) + "\nMend it, or accept it with --update.")
        sys.exit(1)


def _measure(scorer: Path, file: Path) -> Figures:
    """Extract the texts of a gold file and return the figures that its program gives."""
    with TemporaryDirectory() as folder:
        corpus, outputs = Path(folder, "corpus"), Path(folder, "outputs")
        _score(scorer, "corpus", file, corpus)
        run(corpus, outputs, RunOptions(write=WriteOptions(formats=("csv",))))
        return dict(sorted(flat(json.loads(_score(scorer, "score", file, outputs, "--json"))).items()))


def _score(scorer: Path, action: str, file: Path, folder: Path, *options: str) -> str:
    command = [sys.executable, str(scorer), action, str(file), str(folder), *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def flat(figures: Any, name: str = "") -> Figures:
    """Return figures in folders as one level of numbers: F1 of precision and recall, the count of « 3/40 ».

    >>> flat({"amounts": {"exact": {"P": 90.0, "R": 80.0, "F1": 84.7, "n": 9}, "false alarms": "2 in 50 texts"}})
    {'amounts exact F1': 84.7, 'amounts false alarms': 2.0}
    """
    if isinstance(figures, dict):
        inner = {"F1": figures["F1"]} if "F1" in figures else figures
        parts = (flat(value, f"{name} {key}".strip()) for key, value in inner.items())
        return {key: value for part in parts for key, value in part.items()}
    return {name: float(str(figures).replace("/", " ").split()[0])}


def worse(name: str, now: float, before: float) -> bool:
    """Tell whether a figure has fallen.

    >>> worse("amounts exact F1", 90.0, 91.5), worse("amounts false alarms", 3.0, 2.0)
    (True, True)
    """
    return now > before if any(word in name for word in LESS_IS_BETTER) else now < before


def _told(file: str, figures: Figures, before: Figures) -> list[str]:
    """Print the figures of a file with what they were; return those that fell."""
    click.echo(f"\n{file}")
    fallen = []
    for name, now in figures.items():
        was = before.get(name)
        change = "" if was is None or was == now else f"   was {was:g}"
        click.echo(f"  {name:44} {now:6g}{change}")
        if was is not None and worse(name, now, was):
            fallen.append(f"{file}: {name} {was:g} -> {now:g}")
    return fallen


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


if __name__ == "__main__":
    main()
