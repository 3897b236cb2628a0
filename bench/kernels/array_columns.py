"""A matrix minus a column, which is stretched over its columns."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"32 x 32": 32, "3 x 3": 3}


def kernel(p, q, r, n):
    m = carray(p, (n, n))
    v = carray(q, n)
    out = carray(r, (n, n))
    out[:, :] = m - v[:, None]


def data(size):
    random = np.random.default_rng(1)
    return [random.random((size, size)), random.random(size), np.zeros((size, size))]


def items(size):
    return size**2
