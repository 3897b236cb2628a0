"""How many elements are above a half."""

import numpy as np
from measured import carray, types

SIGNATURE = types.double(types.CPointer(types.double), types.int64)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, n):
    a = carray(p, n)
    return float(np.count_nonzero(a > 0.5))


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size) for _ in range(1)]


def items(size):
    return size
