"""The product of two 4 by 4 matrices."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"": 1}


def kernel(p, q, r, n):
    a = carray(p, (4, 4))
    b = carray(q, (4, 4))
    out = carray(r, (4, 4))
    out[:, :] = a @ b


def data(size):
    random = np.random.default_rng(1)
    return [random.random((4, 4)) for _ in range(3)]


def items(size):
    return 1
