"""Elements stored where an array of indices says."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.int64), types.CPointer(types.double), types.int64, types.int64
)
SIZES = {"": 1000}


def kernel(p, q, r, n, m):
    a = carray(p, n)
    index = carray(q, n)
    out = carray(r, m)
    for i in range(n):
        out[index[i]] = a[i]


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size), random.integers(0, 500, size), np.zeros(500)]


def items(size):
    return size
