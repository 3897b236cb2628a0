"""The accelerations of n bodies, their coordinates in flat arrays."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double), types.int64
)
SIZES = {"": 32}


def kernel(p, q, r, n):
    x = carray(p, 3 * n)
    mass = carray(q, n)
    a = carray(r, 3 * n)
    for i in range(n):
        ax = ay = az = 0.0
        for j in range(n):
            dx = x[3 * j] - x[3 * i]
            dy = x[3 * j + 1] - x[3 * i + 1]
            dz = x[3 * j + 2] - x[3 * i + 2]
            square = dx * dx + dy * dy + dz * dz + 1e-3
            pull = mass[j] / (square * np.sqrt(square))
            ax += pull * dx
            ay += pull * dy
            az += pull * dz
        a[3 * i] = ax
        a[3 * i + 1] = ay
        a[3 * i + 2] = az


def data(size):
    random = np.random.default_rng(1)
    return [random.random(3 * size), random.random(size), np.zeros(3 * size)]


def items(size):
    return size**2
