"""Which name and id a surface stands for, as the user says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alias:
    """A line of the user's ``aliases.csv``: this surface is that name; label and id may be empty."""

    surface: str
    label: str
    name: str
    id: str
