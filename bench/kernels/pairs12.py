"""Squared distances between 12 points in space."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double))
SIZES = {"": 1}


def kernel(p, q):
    points = carray(p, (12, 3))
    distances = carray(q, (12, 12))
    for i in range(12):
        for j in range(12):
            s = 0.0
            for k in range(3):
                d = points[i, k] - points[j, k]
                s += d * d
            distances[i, j] = s


def data(size):
    random = np.random.default_rng(1)
    return [random.random((12, 3)), np.zeros((12, 12))]


def items(size):
    return 12 * 12
