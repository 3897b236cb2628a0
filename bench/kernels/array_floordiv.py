"""Quotients of 32-bit integers, rounded down, 0 where the divisor is 0."""

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
    out[:] = a // b


def data(size):
    random = np.random.default_rng(1)
    return [
        random.integers(-1000, 1000, size).astype(np.int32),
        random.integers(-4, 20, size).astype(np.int32),
        np.zeros(size, np.int32),
    ]


def items(size):
    return size
