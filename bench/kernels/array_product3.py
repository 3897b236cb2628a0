"""The product of two 3 by 3 matrices."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"": 1}


def kernel(p, q, r, n):
    a = carray(p, (3, 3))
    b = carray(q, (3, 3))
    out = carray(r, (3, 3))
    out[:, :] = a @ b


def data(size):
    random = np.random.default_rng(1)
    return [random.random((3, 3)) for _ in range(3)]


def items(size):
    return 1
