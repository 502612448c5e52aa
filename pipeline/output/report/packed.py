"""Columns as the page carries them: short in memory and in JSON, and read back by ``data.js``."""

from array import array
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from pipeline.records import Value


class Packed(Protocol):
    """A column that grows cell by cell."""

    def append(self, value: Any) -> None:
        """Add the cell of the next row."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the cells."""

    def packed(self) -> Any:
        """Return what goes into the JSON."""


class Words:
    """Texts that come back often: each once, and its rank in every row.

    >>> words = Words()
    >>> for value in ("direct", "mixed", "direct"):
    ...     words.append(value)
    >>> words.packed()
    {'pool': ['direct', 'mixed'], 'at': [0, 1, 0]}
    """

    def __init__(self, ranks: dict[str, int] | None = None) -> None:
        """Begin; ``ranks`` may be shared by columns that hold the same texts."""
        self.ranks = {} if ranks is None else ranks
        self.at = array("l")

    def append(self, value: Value) -> None:
        """Add a text, or a day as its ISO form; no value is the empty text."""
        text = value.isoformat() if isinstance(value, date) else str(value or "")
        self.at.append(self.ranks.setdefault(text, len(self.ranks)))

    def __iter__(self) -> Iterator[str]:
        """Yield the texts."""
        pool = list(self.ranks)
        return (pool[rank] for rank in self.at)

    def packed(self) -> Any:
        """Return the texts and the ranks."""
        return {"pool": list(self.ranks), "at": self.at.tolist()}


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
        self.values = array("l")

    def append(self, value: int | None) -> None:
        """Add a number."""
        self.values.append(value or 0)

    def __iter__(self) -> Iterator[int]:
        """Yield the numbers."""
        return iter(self.values)

    def packed(self) -> Any:
        """Return the differences."""
        values = self.values.tolist()
        return {"steps": [new - old for old, new in zip([0, *values], values, strict=False)]}


class Numbers:
    """Numbers as they are; whole ones without a point, ``None`` where there is none.

    >>> numbers = Numbers()
    >>> for value in (Decimal("3500000000"), Decimal("2.29"), None):
    ...     numbers.append(value)
    >>> numbers.packed()
    [3500000000, 2.29, None]
    """

    def __init__(self) -> None:
        """Begin."""
        self.values: list[int | float | None] = []

    def append(self, value: Decimal | int | None) -> None:
        """Add a number."""
        if isinstance(value, Decimal):
            self.values.append(int(value) if value == value.to_integral_value() else float(value))
        else:
            self.values.append(value)

    def __iter__(self) -> Iterator[int | float | None]:
        """Yield the numbers."""
        return iter(self.values)

    def packed(self) -> Any:
        """Return the numbers."""
        return self.values
