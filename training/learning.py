"""What speaks for a candidate, learned: a conditional logit with a ridge over the candidates of annotated quotes.

A feature weighs for any quote, and more or less in a column and of a class of candidates. Texts of another kind than
press, the examples of the tests, invented articles, have weights of their own beside, which are learned and left out
(Daumé, Frustratingly easy domain adaptation, 2007). Who has spoken before is known from the gold in half of each
lesson, and in the other half as weights learned on other articles decide it, as it will be when the program runs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy
from press import Reading
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipeline.quotes.speakers.candidate import Candidate, Event
from pipeline.quotes.speakers.chain import Spoken
from pipeline.quotes.speakers.choice import (
    CLASSES,
    COLUMNS,
    class_of,
    column,
    decide,
    extended,
    linked,
    order,
    summed,
)

FOLDS = 5
# How strongly weights are drawn to nothing: those of any quote, what a kind of speaker or candidate adds to them, and
# what is true of a kind of texts alone.
RIDGES: Mapping[str, float] = {"any": 2.5, "examples": 6.0, "invented": 6.0, "wikinews": 6.0}
OWN_RIDGE = 6.0
# How much a quote of the texts that were written for this project weighs beside one of the press or of Wikinews.
WRITTEN: Mapping[str, float] = {"examples": 1.0, "invented": 0.3}
# A feature seen less often is not learned.
LEAST_SEEN = 3
# The share of a lesson in which the speakers before are decided, not known.
DECIDED = 0.5


class Block(NamedTuple):
    """The quotes of an article whose speaker is a candidate: each number stands for one place of a sparse matrix.

    ``columns`` and ``values`` of the features, ``counts`` of them for each candidate, ``sizes``: candidates of each
    quote, ``right``: 1 for each candidate who is the speaker.
    """

    columns: Any
    values: Any
    counts: Any
    sizes: Any
    right: Any


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


def _joined(blocks: Iterable[Block]) -> Block:
    return Block(*map(numpy.concatenate, zip(*blocks, strict=True)))


@dataclass(slots=True)
class Learner:
    """Learns from the readings that it is given, and always from those of ``beside``, which are of other kinds."""

    beside: Sequence[Reading] = ()
    _columns: dict[tuple[str, str], int] = field(default_factory=dict)
    _known: dict[str, Block] = field(default_factory=dict)

    def learn(self, readings: Iterable[Reading]) -> dict[str, dict[str, float]]:
        """Return the weights that make the right candidates most probable: for any quote, each column and class."""
        known = [(self._by_gold(r), WRITTEN[r.texts]) for r in self.beside if r.texts in WRITTEN]
        lessons = [*readings, *(r for r in self.beside if r.texts not in WRITTEN)]
        first = self._fit([*known, *((self._by_gold(r), 1.0) for r in lessons)])
        parts = folds(lessons, seed=1)
        decided: list[tuple[Block, float]] = []
        for part in range(FOLDS):
            others = [(self._by_gold(r), 1.0) for r in lessons if parts[r.article] != part]
            weights = summed(self._named(self._fit([*known, *others], first)))
            for reading in (r for r in lessons if parts[r.article] == part):
                speakers = {at: d.speaker for at, d in enumerate(decide(reading.cases, weights))}
                decided.append((self._block(reading, speakers), DECIDED))
        half = [(self._by_gold(r), 1 - DECIDED) for r in lessons]
        found = self._named(self._fit([*known, *half, *decided], first))
        return {kind: {name: round(weight, 3) for name, weight in weights.items()} for kind, weights in found.items()}

    def _named(self, found: Any) -> dict[str, dict[str, float]]:
        named: dict[str, dict[str, float]] = {kind: {} for kind in ("any", *COLUMNS, *CLASSES)}
        for (kind, name), at in sorted(self._columns.items()):
            if kind in named and at < len(found) and found[at]:
                named[kind][name] = float(found[at])
        return named

    def _by_gold(self, reading: Reading) -> Block:
        if reading.article not in self._known:
            self._known[reading.article] = self._block(reading, by_gold(reading))
        return self._known[reading.article]

    def _block(self, reading: Reading, decided: Mapping[int, Candidate]) -> Block:
        """Return the lessons of an article, given who has spoken before each."""
        columns: list[int] = []
        values: list[float] = []
        counts: list[int] = []
        sizes: list[int] = []
        right: list[float] = []
        spoken = Spoken()
        for rank in order(reading.cases):
            case = reading.cases[rank]
            if not case.late:
                spoken.add(rank, Event(case.discourse.spoke_at(rank), decided[rank]))
        for lesson in reading.lessons.values():
            before = spoken.before(lesson.case.question)
            echoed = decided.get(lesson.case.question.echo)
            case = extended(lesson.case, [*(e.who for e in before), *([echoed] if echoed else [])])
            truths = [float(lesson.is_right(c)) for c in case.candidates]
            if not any(truths):
                continue
            kind = column(case.question.quote.speaker_kind)
            for candidate, found in zip(
                case.candidates, linked(case, before, echoed.key if echoed else ""), strict=True
            ):
                ways = [way for way in ("any", kind, class_of(candidate), reading.texts) if way]
                keys = [self._columns.setdefault((way, name), len(self._columns)) for name in found for way in ways]
                columns += keys
                values += [value for value in found.values() for _ in ways]
                counts.append(len(keys))
            sizes.append(len(truths))
            right += truths
        whole = (numpy.array(counts, dtype=int), numpy.array(sizes, dtype=int), numpy.array(right))
        return Block(numpy.array(columns, dtype=int), numpy.array(values, dtype=float), *whole)

    def _fit(self, weighed: Sequence[tuple[Block, float]], start: Any = None) -> Any:
        """Return the weight of each column; ``start`` are weights to begin from, which spare time."""
        block, count = _joined(b for b, _ in weighed), len(self._columns)
        weight = numpy.concatenate([numpy.full(len(b.right), share) for b, share in weighed])
        seen = numpy.bincount(block.columns, minlength=count) >= LEAST_SEEN
        values = numpy.where(seen[block.columns], block.values, 0.0)
        ends = numpy.r_[0, numpy.cumsum(block.counts)]
        matrix = csr_matrix((values, block.columns, ends), shape=(len(block.right), count))
        across = matrix.T.tocsr()
        ridge = numpy.array([RIDGES.get(kind, OWN_RIDGE) for kind, _ in self._columns])
        groups = numpy.repeat(numpy.arange(len(block.sizes)), block.sizes)
        starts = numpy.r_[0, numpy.cumsum(block.sizes)[:-1]]

        def loss(weights: Any) -> tuple[float, Any]:
            scores = matrix @ weights
            raised = numpy.exp(scores - numpy.maximum.reduceat(scores, starts)[groups])
            total = numpy.add.reduceat(raised, starts)
            good = numpy.add.reduceat(raised * block.right, starts)
            value = -(weight[starts] * (numpy.log(good) - numpy.log(total))).sum() + 0.5 * (ridge * weights) @ weights
            missed = raised / total[groups] - raised * block.right / good[groups]
            return float(value), across @ (weight * missed) + ridge * weights

        begin = numpy.zeros(count)
        if start is not None:
            begin[: len(start)] = start
        options = {"maxiter": 1000}
        return minimize(loss, begin * seen, jac=True, method="L-BFGS-B", options=options).x
