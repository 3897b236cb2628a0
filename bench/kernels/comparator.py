"""A comparison function for qsort."""

import numpy as np
from measured import types

SIGNATURE = types.intc(types.CPointer(types.double), types.CPointer(types.double))
SIZES = {"": 1000}


def kernel(p, q):
    a = p[0]
    b = q[0]
    if a < b:
        return -1
    if a > b:
        return 1
    return 0


def data(size):
    return [np.random.default_rng(1).random(size), np.zeros(size)]


def items(size):
    return size
