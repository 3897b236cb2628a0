"""A matrix turned over."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64, types.int64)
SIZES = {"": 60}


def kernel(in_, out, m, n):
    a = carray(in_, (m, n))
    b = carray(out, (n, m))
    for i in range(m):
        for j in range(n):
            b[j, i] = a[i, j]


def data(size):
    return [np.random.default_rng(1).random((size, size)), np.zeros((size, size))]


def items(size):
    return size**2
