"""a * b + 1 of arrays of three dimensions."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"10 x 10 x 10": 10, "2 x 2 x 2": 2}


def kernel(p, q, r, n):
    a = carray(p, (n, n, n))
    b = carray(q, (n, n, n))
    out = carray(r, (n, n, n))
    out[...] = a * b + 1.0


def data(size):
    random = np.random.default_rng(1)
    return [random.random((size, size, size)) for _ in range(3)]


def items(size):
    return size**3
