"""Which names stand at a passage, without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.records import Name


def meeting(names: Sequence[Name], start: int, end: int) -> Sequence[Name]:
    """Return the names that share a character with ``[start, end)``; they stand in order, none in another.

    >>> meeting([Name(0, 4, "PER"), Name(5, 9, "PER"), Name(12, 15, "ORG")], 4, 13)
    [Name(start=5, end=9, label='PER'), Name(start=12, end=15, label='ORG')]
    """
    first = bisect_right(names, start, key=lambda name: name.end)
    return names[first : bisect_left(names, end, first, key=lambda name: name.start)]
