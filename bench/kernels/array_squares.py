"""A weighted sum of squared differences."""

import numpy as np
from measured import carray, types

SIGNATURE = types.double(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, q, r, n):
    a = carray(p, n)
    b = carray(q, n)
    w = carray(r, n)
    return np.sum((a - b) ** 2 * w)


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size) for _ in range(3)]


def items(size):
    return size
