"""a * b + c in single precision."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.float32),
    types.CPointer(types.float32),
    types.CPointer(types.float32),
    types.CPointer(types.float32),
    types.int64,
)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, q, r, s, n):
    a = carray(p, n)
    b = carray(q, n)
    c = carray(r, n)
    out = carray(s, n)
    out[:] = a * b + 2.0 * c


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size, np.float32) for _ in range(4)]


def items(size):
    return size
