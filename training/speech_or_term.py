"""Learn the weights that tell speech from terms: ``speech_or_term.py GOLD.jsonl... --check OTHER.jsonl``.

Each line of a gold file has ``id``, ``text``, ``quotes`` and ``not_speech`` (``start``, ``end``), perhaps ``unscored``.
Pairs of marks that hold a quote are speech, those that hold a passage of ``not_speech`` are terms, others are left out.
Prints the errors of the rules and of the weights, five folds by article; writes ``resources/quotes/term_weights.csv``.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.model.load import load_model
from pipeline.quotes import find
from pipeline.quotes.grammar.clause import Clause, Marked
from pipeline.quotes.rules.passage import read_passage
from pipeline.quotes.rules.speech_or_term import SPEECH, WEIGHED, features
from pipeline.quotes.rules.terms import decide

WEIGHTS = Path(__file__).parent.parent / "pipeline/resources/quotes/term_weights.csv"
# Strength of the weights (inverse of the penalty): across the folds of train/press .3 makes 71 errors, 1 makes 66, .1
# makes 75; of the two best the one with the smaller weights, which other articles bear better.
STRENGTH = 0.3
FOLDS = 5
# Two passages are the same that share so much of what either covers.
SAME = 0.8
_MARKS = " \t\n\u00a0\u202f«»“”\"'’‹›.,;:…"


@dataclass(frozen=True, slots=True)
class Item:
    """A pair of marks: its article, its features, what the rules say, and what it is."""

    article: str
    found: frozenset[str]
    rule: str
    ruled: bool
    speech: bool

    def said(self, probability: float, least: float = SPEECH) -> bool:
        """Return what the program says, given what the weights say."""
        return probability >= least if self.rule in WEIGHED else self.ruled


def read_items(path: Path, nlp: Any) -> Iterator[Item]:
    """Yield the marks of a gold file whose nature is known."""
    seen: list[tuple[Marked, frozenset[str], str, bool]] = []
    decided = find.term_kind

    def noted(clause: Clause, quote: Marked) -> str:
        passage = read_passage(clause, quote)
        rule, kind = decide(passage)
        seen.append((quote, features(clause, quote, passage, rule, kind), rule, not kind))
        return kind

    find.term_kind = noted
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "quotes" not in row:
            continue
        seen.clear()
        extract(Article(article_id=row["id"], text=row["text"]), nlp(row["text"]))
        for quote, found, rule, ruled in seen:
            speech = _nature(row, quote)
            if speech is not None:
                yield Item(row["id"], found, rule, ruled, speech)
    find.term_kind = decided


def _nature(row: dict[str, Any], quote: Marked) -> bool | None:
    text = row["text"]
    ends = [quote.mark.end] + ([quote.cue.cut] if quote.cue and quote.cue.cut > 0 else [])
    spans = [_trim(text, quote.mark.start, end) for end in ends]
    said = [_trim(text, q["start"], q["end"]) for q in row["quotes"]]
    terms = [_trim(text, q["start"], q["end"]) for q in row.get("not_speech", [])]
    if any(_same(a, b) for a in spans for b in said):
        return True
    return False if any(_same(a, b) for a in spans for b in terms) else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _same(a: tuple[int, int], b: tuple[int, int]) -> bool:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both > 0 and both >= SAME * (max(a[1], b[1]) - min(a[0], b[0]))


def fit(items: Sequence[Item]) -> tuple[DictVectorizer, LogisticRegression]:
    """Return the learned weights."""
    shape = DictVectorizer()
    table = shape.fit_transform([dict.fromkeys(sorted(item.found), 1.0) for item in items])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    return shape, model.fit(table, [item.speech for item in items])


def guess(learned: tuple[DictVectorizer, LogisticRegression], items: Sequence[Item]) -> list[float]:
    """Return the probability that each is speech."""
    table = learned[0].transform([dict.fromkeys(sorted(item.found), 1.0) for item in items])
    return [float(p) for p in learned[1].predict_proba(table)[:, 1]]


def across_folds(items: Sequence[Item]) -> list[float]:
    """Return the probability of each, learned on the articles of the other folds."""
    found = np.zeros(len(items))
    for learn, held in GroupKFold(FOLDS).split(items, groups=[item.article for item in items]):
        found[held] = guess(fit([items[i] for i in learn]), [items[i] for i in held])
    return [float(p) for p in found]


def tell(name: str, items: Sequence[Item], said: Sequence[bool]) -> None:
    """Print how many quotes are lost and how many terms are taken for speech."""
    lost = sum(item.speech and not s for item, s in zip(items, said, strict=True))
    taken = sum(s and not item.speech for item, s in zip(items, said, strict=True))
    speech = sum(item.speech for item in items)
    f1 = 2 * (speech - lost) / (2 * (speech - lost) + lost + taken)
    print(f"{name:24} {speech} quotes, {len(items) - speech} terms: {lost} lost, {taken} taken, F1 {100 * f1:.1f}")


def main() -> None:
    """Learn, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="annotated articles to learn from")
    parser.add_argument("--check", nargs="*", type=Path, default=[], help="others, to measure only")
    args = parser.parse_args()
    nlp = load_model()
    items = [item for path in args.gold for item in read_items(path, nlp)]
    tell("rules", items, [item.ruled for item in items])
    folds = across_folds(items)
    for least in (0.4, SPEECH, 0.6):
        tell(f"weights in folds, {least}", items, [item.said(p, least) for item, p in zip(items, folds, strict=True)])
    learned = fit(items)
    for path in args.check:
        others = list(read_items(path, nlp))
        tell(f"{path.stem}: rules", others, [item.ruled for item in others])
        tell(f"{path.stem}: weights", others, [i.said(p) for i, p in zip(others, guess(learned, others), strict=True)])
    names, model = learned[0].get_feature_names_out(), learned[1]
    rows = sorted([("bias", model.intercept_[0]), *zip(names, model.coef_[0], strict=True)])
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        writer.writerows((name, f"{weight:.3f}") for name, weight in rows if abs(weight) >= 0.0005)


if __name__ == "__main__":
    main()
