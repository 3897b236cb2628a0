"""Calls of functions that call functions."""

import numpy as np
from measured import carray, njit, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64)
SIZES = {"": 1000}


@njit
def square(x):
    return x * x


@njit
def smooth(x):
    return 3.0 * square(x) - 2.0 * x * square(x)


@njit
def limited(x):
    return 0.0 if x < 0.0 else 1.0 if x > 1.0 else smooth(x)


def kernel(in_, out, n):
    a = carray(in_, n)
    b = carray(out, n)
    for i in range(n):
        b[i] = limited(a[i])


def data(size):
    return [4.0 * np.random.default_rng(1).random(size), np.zeros(size)]


def items(size):
    return size
