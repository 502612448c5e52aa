"""Learn who speaks: the weights of what speaks for a candidate, and how sure a row is.

    python training/speakers.py GOLD.jsonl... [--measure GOLD.jsonl...] [--write]

GOLD are annotated articles, with the program ``score.py`` that goes with them in their folder or the one above. They
are parted in five: what is learned on four, on the examples of the tests and on ``quotes/``, is measured on the fifth.
``--measure`` names articles that are never learned from.
``--write`` writes what is learned on all of GOLD into ``pipeline/resources/quotes/``.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from press import Lesson, Reading, read, read_invented, read_tests, scorer_of
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.model.load import load_model
from pipeline.quotes.speakers.candidate import Candidate
from pipeline.quotes.speakers.chain import Spoken
from pipeline.quotes.speakers.choice import (
    CLASSES,
    COLUMNS,
    Decision,
    Weights,
    class_of,
    column,
    decide,
    extended,
    linked,
    order,
    summed,
)
from pipeline.quotes.speakers.confidence import Clues, name_clues, passage_clues, probability
from pipeline.quotes.speakers.question import Found

RESOURCES = Path(__file__).parents[1] / "pipeline" / "resources" / "quotes"
FOLDS = 5
# How strongly weights are drawn to nothing: those of any quote, and what a kind of speaker adds to them.
RIDGE, OWN_RIDGE = 2.5, 6.0
# A feature seen less often is not learned.
LEAST_SEEN = 3
# How strongly the clues of the confidence are drawn to nothing: a rule rarely seen says little.
PRIOR = 0.3


@dataclass(slots=True)
class Outcome:
    """A quote that the gold knows and what was decided of it by weights learned elsewhere."""

    lesson: Lesson
    decision: Decision
    right: bool

    @property
    def clues(self) -> Clues:
        """What tells how sure the name is."""
        return name_clues(self.lesson.case.question.quote, self.decision)


def folds(readings: Sequence[Reading], seed: int = 0) -> dict[str, int]:
    """Part the articles in five of about as many quotes each."""
    rng = numpy.random.RandomState(seed)
    noise = dict(zip(sorted(r.article for r in readings), rng.permutation(len(readings)), strict=True))
    sizes, parts = [0] * FOLDS, {}
    for reading in sorted(readings, key=lambda r: (-(len(r.lessons) // 5), noise[r.article])):
        part = sizes.index(min(sizes))
        parts[reading.article] = part
        sizes[part] += len(reading.lessons)
    return parts


def by_gold(reading: Reading) -> dict[int, Candidate]:
    """Return the speaker of each quote: by the gold where it knows him, else by the rules, else nobody."""
    spoken = {}
    for at, case in enumerate(reading.cases):
        lesson = reading.lessons.get(at)
        answers = [c for c in case.candidates if c.key == case.question.answer]
        right = [c for c in case.candidates if lesson.is_right(c)] if lesson else []
        both = [c for c in answers if c in right]
        spoken[at] = (both or right or answers or case.candidates[-1:])[0]
    return spoken


def examples(readings: Iterable[Reading]) -> Iterator[tuple[str, list[tuple[str, Found, bool]]]]:
    """Yield each quote whose speaker is a candidate: its column, the class and features of each and if it is right."""
    for reading in readings:
        decided, spoken = by_gold(reading), Spoken()
        for rank in order(reading.cases):
            spoken.add(reading.cases[rank].question, decided[rank])
        for at, lesson in reading.lessons.items():
            before = spoken.before(reading.cases[at].question)
            echoed = decided.get(lesson.case.question.echo)
            case = extended(lesson.case, [*(e.who for e in before), *([echoed] if echoed else [])])
            found = linked(case, before, echoed.key if echoed else "")
            rows = [(class_of(c), f, lesson.is_right(c)) for c, f in zip(case.candidates, found, strict=True)]
            if any(right for *_, right in rows):
                yield column(case.question.quote.speaker_kind), rows


def learn(readings: Iterable[Reading]) -> dict[str, dict[str, float]]:
    """Return the weights that make the right candidates most probable: for any quote, for each column and class.

    A conditional logit with a ridge; a feature weighs for any quote, and more or less in a column, and of a class.
    """
    cells: list[tuple[int, Any, float]] = []
    groups: list[int] = []
    labels: list[float] = []
    for group, (kind, rows) in enumerate(examples(readings)):
        for kin, found, right in rows:
            ways = ("any", kind, kin) if kin else ("any", kind)
            cells += ((len(groups), (way, n), value) for n, value in found.items() for way in ways)
            groups.append(group)
            labels.append(float(right))
    seen = Counter(key for _, key, _ in cells)
    names = sorted(key for key, count in seen.items() if count >= LEAST_SEEN)
    place = {name: i for i, name in enumerate(names)}
    kept = [(at, place[key], value) for at, key, value in cells if key in place]
    at, to, values = zip(*kept, strict=True)
    matrix = csr_matrix((values, (at, to)), shape=(len(groups), len(names)))
    ridge = numpy.array([RIDGE if kind == "any" else OWN_RIDGE for kind, _ in names])
    best = _fit(matrix, numpy.array(groups), numpy.array(labels), ridge)
    learned: dict[str, dict[str, float]] = {kind: {} for kind in ("any", *COLUMNS, *CLASSES)}
    for (kind, name), weight in zip(names, best, strict=True):
        learned[kind][name] = round(float(weight), 3)
    return learned


def _fit(matrix: Any, groups: Any, labels: Any, ridge: Any) -> Any:
    starts = numpy.r_[0, numpy.flatnonzero(numpy.diff(groups)) + 1]

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        raised = numpy.exp(scores - numpy.maximum.reduceat(scores, starts)[groups])
        total = numpy.add.reduceat(raised, starts)
        good = numpy.add.reduceat(raised * labels, starts)
        value = -(numpy.log(good) - numpy.log(total)).sum() + 0.5 * (ridge * weights) @ weights
        slope = matrix.T @ (raised / total[groups] - raised * labels / good[groups]) + ridge * weights
        return float(value), slope

    return minimize(loss, numpy.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


def outcomes(readings: Iterable[Reading], weights: Weights) -> Iterator[tuple[str, Outcome]]:
    """Yield the outcome of each quote that the gold knows, with its article."""
    for reading in readings:
        decisions = decide(reading.cases, weights)
        for at, lesson in reading.lessons.items():
            yield reading.article, Outcome(lesson, decisions[at], lesson.is_right(decisions[at].speaker))


def cross(
    readings: Sequence[Reading], more: Sequence[Reading], share: float = 1.0, seed: int = 0
) -> list[tuple[str, Outcome]]:
    """Learn on four parts of the articles (or on a share of them) and on ``more``; decide the fifth, for each part."""
    parts = folds(readings, seed)
    rng = numpy.random.RandomState(seed)
    done: list[tuple[str, Outcome]] = []
    for part in range(FOLDS):
        known = [r for r in readings if parts[r.article] != part]
        if share < 1:
            known = [known[i] for i in sorted(rng.permutation(len(known))[: int(len(known) * share)])]
        weights = summed(learn([*known, *more]))
        done += outcomes((r for r in readings if parts[r.article] == part), weights)
    return done


def learn_clues(rows: Sequence[tuple[Clues, bool]]) -> dict[str, float]:
    """Return the weights of the clues that make a probability true (logistic regression)."""
    vectors = DictVectorizer()
    model = LogisticRegression(C=PRIOR, fit_intercept=False, max_iter=1000)
    model.fit(vectors.fit_transform([clues for clues, _ in rows]), [right for _, right in rows])
    names: list[str] = list(vectors.get_feature_names_out())
    return {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True)}


Told = list[tuple[float, bool]]


def cross_clues(rows: Sequence[tuple[str, Clues, bool]], parts: Mapping[str, int]) -> Told:
    """Return the probability that clues learned on the other parts give to each row, and whether it is right."""
    told: Told = []
    for part in range(FOLDS):
        weights = learn_clues([(clues, right) for article, clues, right in rows if parts[article] != part])
        told += [(float(probability(c, weights)), right) for article, c, right in rows if parts[article] == part]
    return told


def names_table(done: Sequence[Outcome]) -> None:
    """Print how many names are right where the passage is, by kind of speaker; « by rule » no weight has decided."""
    seen: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in done:
        if outcome.lesson.gold and outcome.lesson.strict:
            quote = outcome.lesson.case.question.quote
            for key in ("all", quote.speaker_kind, *(["floating"] if quote.rule == "floating" else [])):
                seen[key].append(outcome)
    print(f"  {'speaker':14} {'quotes':>6} {'right':>7} {'possible':>8} {'by rule':>8}")
    for key, rows in sorted(seen.items()):
        count, right = len(rows), sum(o.right for o in rows)
        possible, certain = sum(o.lesson.possible for o in rows), sum(o.decision.certain for o in rows)
        print(f"  {key:14} {count:6} {right / count:7.3f} {possible / count:8.3f} {certain / count:8.3f}")


def reliability(title: str, told: Told) -> None:
    """Print what is said to be sure beside what is right, and the expected calibration error."""
    bins: dict[int, Told] = defaultdict(list)
    for share, right in told:
        bins[min(9, int(share * 10))].append((share, right))
    error = 0.0
    print(f"  {title}")
    for key, rows in sorted(bins.items()):
        said, true = sum(p for p, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows)
        error += len(rows) / len(told) * abs(said - true)
        print(f"    {key / 10:.1f}-{(key + 1) / 10:.1f} {len(rows):5}  said {said:.2f}  true {true:.2f}")
    print(f"    expected calibration error {error:.3f}")


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table of the resources of quotes."""
    with (RESOURCES / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--measure", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    nlp = load_model()
    readings = [reading for path in options.gold for reading in read(path, nlp)]
    score = scorer_of(options.gold[0])
    known = [*read_tests(score, nlp), *read_invented(score, nlp)]
    done, parts = cross(readings, known), folds(readings)
    print("Folds by article\n  full name right, passage right")
    names_table([outcome for _, outcome in done])
    print("  with half of the articles")
    names_table([outcome for _, outcome in cross(readings, known, share=0.5)])
    spoken = [(article, o.clues, o.right) for article, o in done]
    passages = [(r.article, passage_clues(q), right) for r in readings for q, right in r.passages]
    reliability("speaker_confidence", cross_clues(spoken, parts))
    reliability("confidence", cross_clues(passages, parts))
    learned, sure = learn([*readings, *known]), learn_clues([row[1:] for row in spoken])
    cut = learn_clues([row[1:] for row in passages])
    for path in options.measure:
        print(f"{path.stem}, not learned from")
        others = list(read(path, nlp))
        told_of = [outcome for _, outcome in outcomes(others, summed(learned))]
        names_table(told_of)
        reliability("speaker_confidence", [(float(probability(o.clues, sure)), o.right) for o in told_of])
        told = [(float(probability(passage_clues(q), cut)), right) for r in others for q, right in r.passages]
        reliability("confidence", told)
    if options.write:
        features = sorted({n for weights in learned.values() for n, w in weights.items() if w})
        columns = ("any", *COLUMNS, *CLASSES)
        write(
            "speaker_weights",
            ("feature", *columns),
            ([n, *(learned[k].get(n, 0.0) for k in columns)] for n in features),
        )
        write("speaker_confidence", ("clue", "weight"), sorted(sure.items()))
        write("quote_confidence", ("clue", "weight"), sorted(cut.items()))


if __name__ == "__main__":
    main()
