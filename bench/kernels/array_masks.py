"""Two comparisons and their conjunction, as bools."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.boolean), types.int64
)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, q, r, n):
    a = carray(p, n)
    b = carray(q, n)
    out = carray(r, n)
    out[:] = (a > b) & (b < 0.5)


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size), random.random(size), np.zeros(size, np.bool_)]


def items(size):
    return size
