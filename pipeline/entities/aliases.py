"""The user's ``aliases.csv``: which name and id a surface stands for."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Alias:
    """A line of the user's ``aliases.csv``: this surface is that name; label and id may be empty."""

    surface: str
    label: str
    name: str
    id: str


def read_aliases(folder: Path) -> list[Alias]:
    """Return the lines of ``aliases.csv`` (columns surface, label, name, id) in a corpus folder, if it has one.

    A line without surface or name is passed over; an empty label holds for every label.
    """
    path = folder / "aliases.csv"
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8-sig") as handle:
        rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(handle)]
    return [
        Alias(row["surface"], row.get("label", "").upper(), row["name"], row.get("id", ""))
        for row in rows
        if row.get("surface") and row.get("name")
    ]
