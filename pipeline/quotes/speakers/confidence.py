"""How sure a row is: that the passage is speech and rightly cut, that the name of the speaker is right.

Two logistic regressions over small named clues, learned by ``training/speakers.py`` on decisions about articles that
the choice was not learned from: a probability of 0.8 is right eight times in ten.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING

from pipeline.language.lists import load
from pipeline.quotes.speakers.choice import Decision
from pipeline.quotes.speakers.question import rule_of

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote

Clues = dict[str, float]
# No row is surer than this, nor less sure than its complement: a few per cent of any annotation are debatable.
SUREST = 0.99
LONG = 25


@cache
def clue_weights(table: str) -> Mapping[str, float]:
    """Return the weights of the clues of a table of resources."""
    return {row["clue"]: float(row["weight"]) for row in load(f"quotes/{table}")}


def probability(clues: Clues, weights: Mapping[str, float]) -> Decimal:
    """Return the probability that the clues give, with two decimals.

    >>> probability({"bias": 1.0, "certain": 2.0}, {"bias": -1.0, "certain": 1.0})
    Decimal('0.73')
    """
    score = sum(value * weights.get(name, 0.0) for name, value in clues.items())
    share = 1 / (1 + exp(-score))
    return Decimal(f"{min(SUREST, max(1 - SUREST, share)):.2f}")


def passage_clues(quote: "Quote") -> Clues:
    """Return the clues that a passage is speech and rightly cut."""
    rule = rule_of(quote)
    count = len(quote.text.split())
    clues = {"bias": 1.0, f"rule:{rule}": 1.0, f"kind:{quote.kind}": 1.0, f"speaker:{quote.speaker_kind}": 1.0}
    clues["words"] = log(1 + min(count, LONG)) / 3
    if count <= 2:
        clues["words:two"] = 1.0
    if count > LONG:
        clues["words:many"] = 1.0
    if quote.text[-1:] in ".!?…":
        clues["ends"] = 1.0
    if not quote.speaker and quote.kind != "direct":
        clues["fragment-of-nobody"] = 1.0
    return clues


def name_clues(quote: "Quote", decision: Decision) -> Clues:
    """Return the clues that a name is right: its probability, that of the speaker whom it follows, what it names."""
    return {
        "certain": float(decision.certain),
        "odds": 0.0 if decision.certain else _odds(decision.share),
        "doubt": 1 - decision.before,
        f"speaker:{quote.speaker_kind}": 1.0,
        f"kind:{quote.kind}": 1.0,
        f"is:{decision.speaker.kind}": 1.0,
    }


def _odds(share: float) -> float:
    bounded = min(0.999, max(0.001, share))
    return log(bounded / (1 - bounded))
