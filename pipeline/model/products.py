"""Matrix products whose every row depends on nothing but itself.

NumPy's product, twice to eight times as fast as thinc's own, chooses the order of its sums by the shape of the matrices
and on some processors even by the place of a row in them. So it is shown blocks of rows, all of one size, the last one
filled up: the largest size of which the processor at hand computes every row alike, which is tried out once.
"""

from functools import cache
from typing import Any

import numpy

# Sizes of a block, the best first. With AVX2 rows are alike in blocks of eight only.
BLOCKS = (64, 8)

Array = Any


def rows_alike(rows: Array, weights: Array) -> Array:
    """Return ``rows @ weights``, each row computed as if it were the only one."""
    size = _block(weights.shape, weights.strides)
    count, left = divmod(len(rows), size)
    found = numpy.empty((len(rows), weights.shape[1]), rows.dtype)
    if count:
        whole = rows[: count * size].reshape(count, size, -1)
        numpy.matmul(whole, weights, out=found[: count * size].reshape(count, size, -1))
    if left:
        last = numpy.zeros((size, rows.shape[1]), rows.dtype)
        last[:left] = rows[-left:]
        found[-left:] = (last @ weights)[:left]
    return found


@cache
def _block(shape: tuple[int, int], strides: tuple[int, int]) -> int:
    """Return how many rows go together through a product with weights of a shape that lie so in memory."""
    random = numpy.random.default_rng(0)
    weights = random.standard_normal(shape, dtype="float32")
    if strides[0] < strides[1]:
        weights = numpy.asfortranarray(weights)
    row = random.standard_normal(shape[0], dtype="float32")
    for size in BLOCKS:
        found = numpy.tile(row, (size, 1)) @ weights
        if numpy.array_equal(found, numpy.broadcast_to(found[0], found.shape)):
            return size
    return 1
