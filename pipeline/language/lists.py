"""The lists that a linguist edits: one CSV a list, read once a process."""

import csv
from functools import cache
from importlib.resources import files


@cache
def load(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``resources/<name>.csv``, in the order of the file.

    >>> load("language/numbers")[0]["kind"]
    'abbreviation'
    """
    text = files("pipeline").joinpath("resources", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))
