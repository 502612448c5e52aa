"""Go on training the ``ner`` of fr_core_news_md on news, and write its weights.

    python training/train_ner.py --train GOLD... --dev GOLD --test NAME=GOLD... --out FOLDER

``GOLD`` is a file of JSON lines or a folder of articles annotated inline (``[Anne Vial]{PER}``); ``FOLDER#learn``
and ``FOLDER#held`` are the part to learn from and the quarter held out. Only ``ner`` is trained, from the weights of
the model, or from those of ``--start``; the rest of the pipeline stays as the registry ships it. ``--remind GOLD=0.15``
shows a share of what the weights were trained on, so that it is not forgotten. With ``--patience 0`` all the epochs
are run and the last is kept: nothing is then chosen on the development texts. The same command gives the same weights
on the same machine.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from data import LABELS, UNSURE, Gold, read_gold
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed
from thinc.api import Adam

MODEL = "fr_core_news_md"
UNUSED = ["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter"]
RATE, DROPOUT = 5e-4, 0.15
BATCH_WORDS, BATCH_MOST, BATCH_GROWTH = 300, 1500, 1.001
TYPOGRAPHY = str.maketrans({"'": "’"})


def main() -> None:
    """Train as the command line says."""
    options = _options()
    fix_random_seed(options.seed)
    nlp = spacy.load(MODEL, exclude=UNUSED)
    if options.start:
        nlp.get_pipe("ner").from_disk(Path(options.start), exclude=["vocab"])
    train = [gold for path in options.train for gold in read_gold(path)]
    train += [gold for path in options.twice for gold in read_gold(path) * 2]
    for path, _, share in (text.rpartition("=") for text in options.remind):
        golds = read_gold(path)
        random.Random(options.seed).shuffle(golds)
        train += golds[: int(len(golds) * float(share))]
    dev = {"dev": read_gold(options.dev)}
    test = {name: read_gold(path) for name, _, path in (t.partition("=") for t in options.test)}
    print(f"{len(train)} texts, {sum(len(g.text.split()) for g in train)} words")
    report(nlp, {**dev, **test}, "as shipped")
    best, since = -1.0, 0
    weights: bytes = b""
    for epoch, losses in enumerate(epochs(nlp, train, options.epochs, random.Random(options.seed), options.rate), 1):
        ner: Any = nlp.get_pipe("ner")
        with ner.model.use_params(losses.averages):
            score = report(nlp, {**dev, **test}, f"epoch {epoch}")
            if score > best or not options.patience:
                best, since, weights = score, 0, ner.to_bytes(exclude=["vocab"])
            else:
                since += 1
        if options.patience and since > options.patience:
            break
    nlp.get_pipe("ner").from_bytes(weights, exclude=["vocab"])
    report(nlp, {**dev, **test}, "kept")
    nlp.get_pipe("ner").to_disk(Path(options.out), exclude=["vocab"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs="*", default=[], help="gold to train on")
    parser.add_argument("--twice", nargs="*", default=[], help="gold to train on, seen twice an epoch")
    parser.add_argument("--remind", nargs="*", default=[], help="GOLD=SHARE, a part of it drawn by the seed")
    parser.add_argument("--start", default="", help="folder of the weights to go on from")
    parser.add_argument("--rate", type=float, default=RATE, help="rate of learning")
    parser.add_argument("--dev", required=True, help="gold that says when to stop")
    parser.add_argument("--test", nargs="*", default=[], help="NAME=GOLD, only measured")
    parser.add_argument("--out", required=True, help="folder for the weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=14, help="at most so many")
    parser.add_argument("--patience", type=int, default=3, help="epochs without a better figure, then stop; 0: never")
    return parser.parse_args()


class State:
    """What an epoch leaves: the mean loss and the averaged weights."""

    def __init__(self, averages: Any) -> None:
        """Keep the averages."""
        self.averages = averages


def epochs(
    nlp: Language, golds: Sequence[Gold], most: int, chance: random.Random, rate: float = RATE
) -> Iterator[State]:
    """Train for ``most`` epochs; yield after each."""
    optimizer = Adam(rate, L2=0.01, grad_clip=1.0, use_averages=True)
    ner: Any = nlp.get_pipe("ner")
    words = float(BATCH_WORDS)
    for _ in range(most):
        examples = [example(nlp, gold, chance) for gold in golds]
        chance.shuffle(examples)
        position = 0
        while position < len(examples):
            batch, size = [], 0
            while position < len(examples) and (not batch or size + len(examples[position]) <= words * 1.2):
                batch.append(examples[position])
                size += len(examples[position])
                position += 1
            ner.update(batch, drop=DROPOUT, sgd=optimizer, losses={})
            words = min(BATCH_MOST, words * BATCH_GROWTH)
        yield State(optimizer.averages)


def example(nlp: Language, gold: Gold, chance: random.Random) -> Example:
    """Turn a gold text into an example; half of them get the typographic apostrophe that the press prints."""
    text = gold.text.translate(TYPOGRAPHY) if chance.random() < 0.5 else gold.text
    doc = nlp.make_doc(text)
    reference = nlp.make_doc(text)
    spans, missing = [], []
    for start, end, label in gold.names:
        span = reference.char_span(start, end, LABELS[-1] if label == UNSURE else label)
        if span is None or label == UNSURE:
            missing.append(reference.char_span(start, end, LABELS[-1], alignment_mode="expand"))
        else:
            spans.append(span)
    reference.set_ents(
        spans, missing=filter_spans([s for s in missing if s is not None and not overlaps(s, spans)]), default="outside"
    )
    return Example(doc, reference)


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span shares a token with another."""
    return any(span.start < other.end and other.start < span.end for other in others)


def report(nlp: Language, sets: dict[str, list[Gold]], when: str) -> float:
    """Print the figures on every set and return the F1 on the first."""
    started, figures = time.process_time(), {}
    for name, golds in sets.items():
        figures[name] = measure(golds, nlp)
    line = " | ".join(
        f"{name} " + " ".join(f"{label} {value:.1f}" for label, value in figure.items())
        for name, figure in figures.items()
    )
    print(f"{when}: {line} ({started:.0f} s)", flush=True)
    return next(iter(figures.values()))["F1"]


def measure(golds: Iterable[Gold], nlp: Language) -> dict[str, float]:
    """Return the strict F1 on PER, LOC and ORG together, then of each label."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for gold in golds:
        doc = nlp(gold.text)
        said = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        right.update(label for _, _, label in said & set(gold.names))
        found.update(label for _, _, label in said)
        wanted.update(label for _, _, label in gold.names)

    def f1(*labels: str) -> float:
        both = sum(found[x] + wanted[x] for x in labels)
        return 200 * sum(right[x] for x in labels) / max(1, both)

    return {"F1": f1("PER", "LOC", "ORG"), **{label: f1(label) for label in LABELS}}


if __name__ == "__main__":
    main()
