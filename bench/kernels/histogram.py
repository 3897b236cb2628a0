"""A histogram: counts[bin[i]] += 1."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.int32), types.int64, types.CPointer(types.int64), types.int64)
SIZES = {"": 1000}


def kernel(p, n, q, m):
    bins = carray(p, n)
    counts = carray(q, m)
    for i in range(n):
        counts[bins[i]] += 1


def data(size):
    return [np.random.default_rng(1).integers(0, 100, size, np.int32), np.zeros(100, np.int64)]


def items(size):
    return size
