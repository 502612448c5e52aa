"""Average the weights of several runs that started from the same model: better than each, at the same cost.

python training/average.py FOLDER... --out FOLDER --dev GOLD --test NAME=GOLD...
"""

import argparse
from pathlib import Path
from typing import Any

import spacy
from data import read_gold
from train_ner import MODEL, UNUSED, report


def main() -> None:
    """Average as the command line says, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", help="folders of weights")
    parser.add_argument("--out", required=True, help="folder for the mean")
    parser.add_argument("--dev", required=True)
    parser.add_argument("--test", nargs="*", default=[])
    options = parser.parse_args()
    nlp = spacy.load(MODEL, exclude=UNUSED)
    ner: Any = nlp.get_pipe("ner")
    weights = []
    for run in options.runs:
        ner.from_disk(run, exclude=["vocab"])
        weights.append([node.get_param(name).copy() for node, name in parameters(ner.model)])
    for (node, name), *values in zip(parameters(ner.model), *weights, strict=True):
        node.set_param(name, sum(values) / len(values))
    sets = {name: read_gold(path) for name, _, path in (t.partition("=") for t in options.test)}
    report(nlp, {"dev": read_gold(options.dev), **sets}, f"mean of {len(weights)}")
    ner.to_disk(Path(options.out), exclude=["vocab"])


def parameters(model: Any) -> list[tuple[Any, str]]:
    """Return every trained parameter of a model: its node and its name."""
    return [(node, name) for node in model.walk() for name in node.param_names if node.has_param(name)]


if __name__ == "__main__":
    main()
