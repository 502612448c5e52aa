"""What each correction of names brings: strict F1 with all of them, and the loss without each.

python benchmarks/entity_corrections.py GOLD... [--ner news|base]

``GOLD`` is a file of JSON lines or a folder of articles annotated inline (``training/articles#held``).
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from data import Gold, read_gold

from pipeline.entities.corrections import CORRECTIONS, correct
from pipeline.language.typography import plain
from pipeline.model.load import load_model

SCORED = ("PER", "LOC", "ORG")
Found = list[tuple[Gold, list[tuple[int, int, str]]]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--ner", choices=["news", "base"], default="news")
    options = parser.parse_args()
    nlp = load_model(options.ner)
    for source in options.gold:
        with nlp.select_pipes(disable="skeleton_parser"):
            found = [(g, [(e.start_char, e.end_char, e.label_) for e in nlp(g.text).ents]) for g in read_gold(source)]
        print_table(Path(source).name, found)


def print_table(name: str, found: Found) -> None:
    """Print the figures on one gold set."""
    words = sum(len(gold.text.split()) for gold, _ in found)
    started = time.process_time()
    whole = f1(found, ())
    speed = words / (time.process_time() - started)
    print(f"{name}: the model alone {f1(found, None):.2f}, corrected {whole:.2f} ({speed:,.0f} words/s)")
    for correction in CORRECTIONS:
        loss = whole - f1(found, (correction.__name__,))
        print(f"  {correction.__name__:22} {loss:+.2f}")


def f1(found: Found, without: Sequence[str] | None) -> float:
    """Return the strict F1; ``without`` names the corrections left out, ``None`` leaves out all."""
    right = total = 0
    for gold, raw in found:
        names = raw if without is None else correct(plain(gold.text), raw, without)
        said = {tuple(name) for name in names if name[2] in SCORED}
        wanted = {name for name in gold.names if name[2] in SCORED}
        right += len(said & wanted)
        total += len(said) + len(wanted)
    return 200 * right / max(1, total)


if __name__ == "__main__":
    main()
