"""An expression of eight operations on three arrays."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.int64,
)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, q, r, s, n):
    a = carray(p, n)
    b = carray(q, n)
    c = carray(r, n)
    out = carray(s, n)
    out[:] = (a + b) * (a - b) / (c * c + 1.0) + 0.5 * a - b * c


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size) for _ in range(4)]


def items(size):
    return size
