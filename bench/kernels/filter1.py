"""A recursive filter of first order, of doubles, by a while loop."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64)
SIZES = {"": 1000}


def kernel(in_, out, n):
    x = carray(in_, n)
    y = carray(out, n)
    i = 1
    while i < n:
        y[i] = 0.75 * y[i - 1] + 0.25 * x[i]
        i += 1


def data(size):
    return [np.random.default_rng(1).random(size), np.zeros(size)]


def items(size):
    return size
