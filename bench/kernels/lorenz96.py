"""The right side of Lorenz's model of 1996: neighbours on a ring."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.double, types.CPointer(types.double), types.CPointer(types.double), types.int64)
SIZES = {"": 200}


def kernel(t, y_, dy_, n):
    y = carray(y_, n)
    dy = carray(dy_, n)
    for i in range(2, n - 1):
        dy[i] = (y[i + 1] - y[i - 2]) * y[i - 1] - y[i] + 8.0
    dy[0] = (y[1] - y[n - 2]) * y[n - 1] - y[0] + 8.0
    dy[1] = (y[2] - y[n - 1]) * y[0] - y[1] + 8.0
    dy[n - 1] = (y[0] - y[n - 3]) * y[n - 2] - y[n - 1] + 8.0


def data(size):
    return [np.random.default_rng(1).random(size), np.zeros(size)]


def items(size):
    return size
