"""A tridiagonal system by elimination, forwards and backwards."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.int64,
)
SIZES = {"": 200}


def kernel(p, q, r, s, t, n):
    lower = carray(p, n)
    diagonal = carray(q, n)
    upper = carray(r, n)
    x = carray(s, n)
    w = carray(t, n)
    w[0] = upper[0] / diagonal[0]
    x[0] = x[0] / diagonal[0]
    for i in range(1, n):
        pivot = diagonal[i] - lower[i] * w[i - 1]
        w[i] = upper[i] / pivot
        x[i] = (x[i] - lower[i] * x[i - 1]) / pivot
    for i in range(n - 2, -1, -1):
        x[i] -= w[i] * x[i + 1]


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size), 4.0 + random.random(size), random.random(size), random.random(size), np.zeros(size)]


def items(size):
    return size
