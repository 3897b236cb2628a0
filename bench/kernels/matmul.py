"""A product of square matrices, the loops in the order i, k, j."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"": 48}


def kernel(p, q, r, n):
    a = carray(p, (n, n))
    b = carray(q, (n, n))
    c = carray(r, (n, n))
    for i in range(n):
        for j in range(n):
            c[i, j] = 0.0
        for k in range(n):
            x = a[i, k]
            for j in range(n):
                c[i, j] += x * b[k, j]


def data(size):
    random = np.random.default_rng(1)
    return [random.random((size, size)), random.random((size, size)), np.zeros((size, size))]


def items(size):
    return size**3
