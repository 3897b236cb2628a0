"""(a - b) * c of matrices."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.CPointer(types.double),
    types.int64,
)
SIZES = {"32 x 32": 32, "3 x 3": 3}


def kernel(p, q, r, s, n):
    a = carray(p, (n, n))
    b = carray(q, (n, n))
    c = carray(r, (n, n))
    out = carray(s, (n, n))
    out[:, :] = (a - b) * c


def data(size):
    random = np.random.default_rng(1)
    return [random.random((size, size)) for _ in range(4)]


def items(size):
    return size**2
