"""Jacobi's five-point stencil on a 2-D grid."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64, types.int64)
SIZES = {"": 120}


def kernel(in_, out, m, n):
    a = carray(in_, (m, n))
    b = carray(out, (m, n))
    for i in range(1, m - 1):
        for j in range(1, n - 1):
            b[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1])


def data(size):
    return [np.random.default_rng(1).random((size, size)), np.zeros((size, size))]


def items(size):
    return (size - 2) ** 2
