"""An array read backwards: a[n - 1 - i]."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64)
SIZES = {"": 1000}


def kernel(in_, out, n):
    a = carray(in_, n)
    b = carray(out, n)
    for i in range(n):
        b[i] = 3.0 * a[n - 1 - i]


def data(size):
    return [np.random.default_rng(1).random(size), np.zeros(size)]


def items(size):
    return size
