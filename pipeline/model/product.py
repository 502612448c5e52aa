"""The matrix product in blocks of a fixed number of rows, so that no row's result depends on the rows beside it.

OpenBLAS, NumPy's product, is twice as fast as BLIS, thinc's own; but it sums in an order that it chooses by the
shape of the matrices, and sums of floating-point numbers depend on their order. In blocks of one shape that order is
the same for every row, whatever else is in the batch: the tables cannot depend on it.
"""

from typing import Any

import numpy
from thinc.api import NumpyOps

# Rows of a block: OpenBLAS fills its registers, and little is computed in vain for a short text.
BLOCK = 64

Array = Any


def padded(rows: int) -> int:
    """Return the number of rows of the whole blocks that hold ``rows``.

    >>> padded(0), padded(1), padded(64), padded(65)
    (0, 64, 64, 128)
    """
    return -(-rows // BLOCK) * BLOCK


def product(left: Array, right: Array) -> Array:
    """Return ``left @ right``, each row computed as it would be alone."""
    rows, inner = left.shape
    if rows % BLOCK:
        whole = numpy.zeros((padded(rows), inner), left.dtype)
        whole[:rows] = left
        left = whole
    return block_product(numpy.ascontiguousarray(left), right)[:rows]


def block_product(left: Array, right: Array, out: Array = None) -> Array:
    """Return ``left @ right`` for a number of rows that fills blocks, into ``out`` if it is given."""
    blocks = left.reshape(-1, BLOCK, left.shape[1])
    shaped = None if out is None else out.reshape(-1, BLOCK, right.shape[1])
    return numpy.matmul(blocks, right, out=shaped).reshape(len(left), right.shape[1])


class BlockOps(NumpyOps):
    """The operations of thinc on this product."""

    def gemm(self, x: Array, y: Array, out: Array = None, trans1: bool = False, trans2: bool = False) -> Array:
        """Return the product of two matrices, each transposed if it is asked for."""
        if trans1:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        found = product(x, y.T if trans2 else y)
        if out is None:
            return found
        out[...] = found
        return out
