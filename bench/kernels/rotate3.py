"""Points in space turned by a matrix of 3 by 3."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"": 500}


def kernel(p, q, r, n):
    m = carray(p, (3, 3))
    points = carray(q, (n, 3))
    turned = carray(r, (n, 3))
    for i in range(n):
        for j in range(3):
            s = 0.0
            for k in range(3):
                s += m[j, k] * points[i, k]
            turned[i, j] = s


def data(size):
    random = np.random.default_rng(1)
    return [random.random((3, 3)), random.random((size, 3)), np.zeros((size, 3))]


def items(size):
    return size
