"""A * x + y in single precision."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.float32, types.CPointer(types.float32), types.CPointer(types.float32), types.int64)
SIZES = {"": 1000}


def kernel(a, p, q, n):
    x = carray(p, n)
    y = carray(q, n)
    for i in range(n):
        y[i] = a * x[i] + y[i]


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size, np.float32), random.random(size, np.float32)]


def items(size):
    return size
