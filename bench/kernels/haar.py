"""Haar's wavelets: sums and differences of neighbours, a[2 * i + 1]."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.int64)
SIZES = {"": 1000}


def kernel(in_, out, n):
    a = carray(in_, 2 * n)
    b = carray(out, 2 * n)
    for i in range(n):
        b[i] = 0.5 * (a[2 * i] + a[2 * i + 1])
        b[n + i] = 0.5 * (a[2 * i] - a[2 * i + 1])


def data(size):
    return [np.random.default_rng(1).random(2 * size), np.zeros(2 * size)]


def items(size):
    return size
