"""Columns as the page carries them: short in memory and in JSON, and read back by ``data.js``."""

from array import array
from typing import Any, Protocol


class Packed(Protocol):
    """A column that grows cell by cell."""

    def append(self, value: Any) -> None:
        """Add the cell of the next row."""

    def packed(self) -> Any:
        """Return what goes into the JSON."""


class Words:
    """Texts that come back often: each once, and its rank in every row.

    >>> words = Words()
    >>> for value in ("direct", "mixed", "direct", None):
    ...     words.append(value)
    >>> words.packed()
    {'pool': ['direct', 'mixed', ''], 'at': [0, 1, 0, 2]}
    """

    def __init__(self) -> None:
        """Begin."""
        self._ranks: dict[str, int] = {}
        self._at = array("l")

    def append(self, value: str | None) -> None:
        """Add a text; none is the empty text."""
        self._at.append(self._ranks.setdefault(value or "", len(self._ranks)))

    def packed(self) -> Any:
        """Return the texts and the ranks."""
        return {"pool": list(self._ranks), "at": self._at.tolist()}


class Steps:
    """Whole numbers that grow slowly: each as its difference from the one before.

    >>> steps = Steps()
    >>> for value in (100, 103, 103, 2):
    ...     steps.append(value)
    >>> steps.packed()
    {'steps': [100, 3, 0, -101]}
    """

    def __init__(self) -> None:
        """Begin."""
        self._steps = array("l")
        self._last = 0

    def append(self, value: int) -> None:
        """Add a number."""
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

    def append(self, value: int | float | None) -> None:
        """Add a number."""
        self._values.append(value)

    def packed(self) -> Any:
        """Return the numbers."""
        return self._values
