"""FNV-1a, 64 bits, over bytes."""

import numpy as np
from measured import carray, types

SIGNATURE = types.uint64(types.CPointer(types.uint8), types.int64)
SIZES = {"": 1000}


def kernel(p, n):
    a = carray(p, n)
    h = np.uint64(14695981039346656037)
    for i in range(n):
        h = (h ^ np.uint64(a[i])) * np.uint64(1099511628211)
    return h


def data(size):
    return [np.random.default_rng(1).integers(0, 256, size, np.uint8)]


def items(size):
    return size
