"""A seven-point stencil on a 3-D grid."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64)
SIZES = {"": 30}


def kernel(in_, out, n):
    a = carray(in_, (n, n, n))
    b = carray(out, (n, n, n))
    for i in range(1, n - 1):
        for j in range(1, n - 1):
            for k in range(1, n - 1):
                around = a[i - 1, j, k] + a[i + 1, j, k] + a[i, j - 1, k] + a[i, j + 1, k]
                b[i, j, k] = around + a[i, j, k - 1] + a[i, j, k + 1] - 6.0 * a[i, j, k]


def data(size):
    return [np.random.default_rng(1).random((size, size, size)), np.zeros((size, size, size))]


def items(size):
    return (size - 2) ** 3
