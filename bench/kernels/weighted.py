"""A weighted sum by enumerate and zip."""

import numpy as np
from measured import carray, types

SIGNATURE = types.double(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"": 1000}


def kernel(p, q, r, n):
    s = 0.0
    out = carray(r, n)
    for i, (x, w) in enumerate(zip(carray(p, n), carray(q, n))):  # noqa: B905 (Numba knows no strict)
        s += w * x
        out[i] = s
    return s


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size), random.random(size), np.zeros(size)]


def items(size):
    return size
