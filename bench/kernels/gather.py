"""Elements picked by an array of indices."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.int64), types.CPointer(types.double), types.int64, types.int64
)
SIZES = {"": 1000}


def kernel(p, q, r, n, m):
    a = carray(p, m)
    index = carray(q, n)
    out = carray(r, n)
    for i in range(n):
        out[i] = a[index[i]]


def data(size):
    random = np.random.default_rng(1)
    return [random.random(500), random.integers(0, 500, size), np.zeros(size)]


def items(size):
    return size
