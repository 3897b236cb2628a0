"""A running sum in place: a[i] += a[i - 1]."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.int64), types.int64)
SIZES = {"": 1000}


def kernel(p, n):
    a = carray(p, n)
    for i in range(1, n):
        a[i] += a[i - 1]


def data(size):
    return [np.random.default_rng(1).integers(0, 9, size)]


def items(size):
    return size
