"""Linguistic lists: what a linguist edits, one CSV a list."""

import csv
from functools import cache
from pathlib import Path


@cache
def load(name: str) -> list[dict[str, str]]:
    """Return the rows of ``resources/<name>.csv`` by column.

    >>> load("verb_models")[0]["model"]
    'conclure'
    """
    path = Path(__file__).with_name(f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
