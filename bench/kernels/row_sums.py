"""The sums of the rows of a matrix."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64, types.int64)
SIZES = {"": 100}


def kernel(in_, out, m, n):
    a = carray(in_, (m, n))
    sums = carray(out, m)
    for i in range(m):
        s = 0.0
        for j in range(n):
            s += a[i, j]
        sums[i] = s


def data(size):
    return [np.random.default_rng(1).random((size, size)), np.zeros(size)]


def items(size):
    return size**2
