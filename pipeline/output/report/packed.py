"""Columns as the page carries them: short in memory and in JSON, and read back by ``data.js``."""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class Packed(Protocol):
    """A column that grows, some rows at a time."""

    def extend(self, values: Iterable[Any]) -> None:
        """Add the cells of the next rows."""

    def packed(self) -> Any:
        """Return what goes into the JSON."""


class Words:
    """Texts that come back often: each once, and its rank in every row.

    >>> words = Words()
    >>> words.extend(["direct", "mixed", "direct", None])
    >>> words.packed()
    {'pool': ['direct', 'mixed', ''], 'at': [0, 1, 0, 2]}
    """

    def __init__(self) -> None:
        """Begin."""
        self._ranks: dict[str, int] = {}
        self._at = array("i")

    def extend(self, values: Iterable[str | None]) -> None:
        """Add texts; none is the empty text."""
        ranks = self._ranks
        self._at.extend([ranks.setdefault(value or "", len(ranks)) for value in values])

    def packed(self) -> Any:
        """Return the texts and the ranks."""
        return {"pool": list(self._ranks), "at": self._at.tolist()}


class Ranks:
    """Ids of rows of another table, each as the rank of its row; -1 where there is none.

    >>> column = Ranks({"per-anne-vial": 0, "per-luc-morel": 1})
    >>> column.extend(["per-luc-morel", None])
    >>> column.packed()
    [1, -1]
    """

    def __init__(self, ranks: Mapping[str, int]) -> None:
        """Begin; ``ranks`` are those of the other table."""
        self._ranks = ranks
        self._at = array("i")

    def extend(self, values: Iterable[str]) -> None:
        """Add ids."""
        self._at.extend([self._ranks.get(value, -1) for value in values])

    def packed(self) -> Any:
        """Return the ranks."""
        return self._at.tolist()


class Steps:
    """Whole numbers that grow slowly: each as its difference from the one before.

    >>> steps = Steps()
    >>> steps.extend([100, 103, 103, 2])
    >>> steps.packed()
    {'steps': [100, 3, 0, -101]}
    """

    def __init__(self) -> None:
        """Begin."""
        self._steps = array("q")
        self._last = 0

    def extend(self, values: Iterable[int]) -> None:
        """Add numbers."""
        for value in values:
            self._steps.append(value - self._last)
            self._last = value

    def packed(self) -> Any:
        """Return the differences."""
        return {"steps": self._steps.tolist()}


class Numbers:
    """Numbers as they are, ``None`` where there is none."""

    def __init__(self) -> None:
        """Begin."""
        self._values: list[int | float | None] = []

    def extend(self, values: Iterable[int | float | None]) -> None:
        """Add numbers."""
        self._values.extend(values)

    def packed(self) -> Any:
        """Return the numbers."""
        return self._values
