"""The user's ``aliases.csv``, read."""

from pathlib import Path

from pipeline.entities.aliases import Alias
from pipeline.problems import problem
from pipeline.reading.decode import clean
from pipeline.reading.settings import read_settings
from pipeline.records import Problem

NAME = "aliases.csv"
NEEDED, OPTIONAL = ("surface", "name"), ("label", "id")


def read_aliases(folder: Path) -> tuple[list[Alias], list[Problem]]:
    """Return the lines of ``aliases.csv`` (columns surface, label, name, id) in a corpus folder, and what is wrong.

    A line without surface or name is passed over; an empty label holds for every label.
    """
    found = read_settings(folder / NAME, padded=True)
    names = [name.lower() for name in found.names]
    if names and (missing := [name for name in NEEDED if name not in names]):
        told = problem("alias-columns", path=NAME, columns=", ".join(missing))
        return [], [*found.problems, told]
    rows = ({k: clean(v).strip() for k, v in zip(names, cells, strict=True)} for _, cells in found.rows)
    aliases = [
        Alias(row["surface"], row.get("label", "").upper(), row["name"], row.get("id", ""))
        for row in rows
        if row["surface"] and row["name"]
    ]
    return aliases, found.problems
