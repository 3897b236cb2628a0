"""An expression of five operations on one array."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, q, n):
    a = carray(p, n)
    out = carray(q, n)
    out[:] = 2.0 * a + a * a - 1.0 / (a + 3.0)


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size) for _ in range(2)]


def items(size):
    return size
