"""The sum of an array."""

import numpy as np
from measured import carray, types

SIGNATURE = types.double(types.CPointer(types.double), types.int64)
SIZES = {"300": 300, "1,000": 1000, "10,000": 10_000, "4,000,000": 4_000_000, "10": 10}


def kernel(p, n):
    a = carray(p, n)
    return np.sum(a)


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size) for _ in range(1)]


def items(size):
    return size
