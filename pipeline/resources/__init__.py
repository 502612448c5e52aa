"""What a linguist edits: lists as CSV, one header line, read once."""

import csv
from functools import cache
from importlib.resources import files


@cache
def load(name: str) -> list[dict[str, str]]:
    """Return the rows of the list ``name.csv`` of this folder.

    >>> load("source_columns")[0]
    {'field': 'author', 'rank': '1', 'name': 'author'}
    """
    text = files(__name__).joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
