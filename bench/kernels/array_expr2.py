"""2 * a + b: an expression of two operations."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, q, r, n):
    a = carray(p, n)
    b = carray(q, n)
    out = carray(r, n)
    out[:] = 2.0 * a + b


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size) for _ in range(3)]


def items(size):
    return size
