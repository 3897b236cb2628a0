"""A cosine transform of a block of 8 by 8: rows, then columns, by a matrix."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double))
SIZES = {"": 1}


def kernel(p, q, r):
    m = carray(p, (8, 8))
    block = carray(q, (8, 8))
    rows = carray(r, (8, 8))
    for i in range(8):
        for j in range(8):
            s = 0.0
            for k in range(8):
                s += block[i, k] * m[j, k]
            rows[i, j] = s
    for i in range(8):
        for j in range(8):
            s = 0.0
            for k in range(8):
                s += m[i, k] * rows[k, j]
            block[i, j] = s


def data(size):
    random = np.random.default_rng(1)
    return [np.linalg.qr(random.random((8, 8)))[0], random.random((8, 8)), np.zeros((8, 8))]


def items(size):
    return 2 * 8**3
