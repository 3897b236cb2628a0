"""A vector divided by its length."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.int64)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, n):
    a = carray(p, n)
    a /= np.sqrt(np.sum(a * a))


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size) for _ in range(1)]


def items(size):
    return size
