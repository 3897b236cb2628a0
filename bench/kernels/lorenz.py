"""The right side of Lorenz's equations."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.double, types.CPointer(types.double), types.CPointer(types.double))
SIZES = {"": 100}


def kernel(t, y_, dy_):
    y = carray(y_, 3)
    dy = carray(dy_, 3)
    dy[0] = 10.0 * (y[1] - y[0])
    dy[1] = y[0] * (28.0 - y[2]) - y[1]
    dy[2] = y[0] * y[1] - 8.0 / 3.0 * y[2]


def data(size):
    return [np.random.default_rng(1).random((size, 3)), np.zeros((size, 3))]


def items(size):
    return size
