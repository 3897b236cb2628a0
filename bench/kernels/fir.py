"""A filter with n weights: y[i] is the sum of w[k] * x[i + k]."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64, types.int64
)
SIZES = {"": 500}


def kernel(p, q, r, n, m):
    x = carray(p, n + m)
    w = carray(q, m)
    y = carray(r, n)
    for i in range(n):
        s = 0.0
        for k in range(m):
            s += w[k] * x[i + k]
        y[i] = s


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size + 16), random.random(16), np.zeros(size)]


def items(size):
    return 16 * size
