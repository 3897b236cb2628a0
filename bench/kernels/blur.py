"""A 3 x 3 filter in single precision, its weights in an array."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.float32),
    types.CPointer(types.float32),
    types.CPointer(types.float32),
    types.int64,
    types.int64,
)
SIZES = {"": 64}


def kernel(in_, out, weights, m, n):
    a = carray(in_, (m, n))
    b = carray(out, (m, n))
    w = carray(weights, (3, 3))
    for i in range(1, m - 1):
        for j in range(1, n - 1):
            s = np.float32(0.0)
            for k in range(3):
                for h in range(3):
                    s += w[k, h] * a[i + k - 1, j + h - 1]
            b[i, j] = s


def data(size):
    random = np.random.default_rng(1)
    return [random.random((size, size), np.float32), np.zeros((size, size), np.float32), random.random(9, np.float32)]


def items(size):
    return (size - 2) ** 2
