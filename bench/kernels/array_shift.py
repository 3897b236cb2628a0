"""Products and shifts of 32-bit integers."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.int32), types.CPointer(types.int32), types.CPointer(types.int32), types.int64
)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, q, r, n):
    a = carray(p, n)
    b = carray(q, n)
    out = carray(r, n)
    out[:] = a * 3 + (b >> 2)


def data(size):
    random = np.random.default_rng(1)
    return [random.integers(-1000, 1000, size).astype(np.int32) for _ in range(3)]


def items(size):
    return size
