"""The edit distance of two texts, by a table."""

import numpy as np
from measured import carray, types

SIGNATURE = types.int64(
    types.CPointer(types.uint8), types.CPointer(types.uint8), types.CPointer(types.int32), types.int64, types.int64
)
SIZES = {"": 60}


def kernel(p, q, r, m, n):
    a = carray(p, m)
    b = carray(q, n)
    d = carray(r, (m + 1, n + 1))
    for i in range(m + 1):
        d[i, 0] = i
    for j in range(n + 1):
        d[0, j] = j
    for i in range(1, m + 1):
        for j in range(1, n + 1):
            best = d[i - 1, j - 1]
            if a[i - 1] != b[j - 1]:
                best += 1
            if d[i - 1, j] + 1 < best:
                best = d[i - 1, j] + 1
            if d[i, j - 1] + 1 < best:
                best = d[i, j - 1] + 1
            d[i, j] = best
    return d[m, n]


def data(size):
    random = np.random.default_rng(1)
    return [
        random.integers(0, 4, size, np.uint8),
        random.integers(0, 4, size, np.uint8),
        np.zeros((size + 1) ** 2, np.int32),
    ]


def items(size):
    return size**2
