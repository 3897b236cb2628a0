"""A product of matrices of 48 by 48, a constant, the loops in the order i, j, k."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double))
SIZES = {"": 1}


def kernel(p, q, r):
    a = carray(p, (48, 48))
    b = carray(q, (48, 48))
    c = carray(r, (48, 48))
    for i in range(48):
        for j in range(48):
            s = 0.0
            for k in range(48):
                s += a[i, k] * b[k, j]
            c[i, j] = s


def data(size):
    random = np.random.default_rng(1)
    return [random.random((48, 48)), random.random((48, 48)), np.zeros((48, 48))]


def items(size):
    return 48**3
