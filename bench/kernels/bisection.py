"""Binary search in a sorted array."""

import numpy as np
from measured import carray, types

SIGNATURE = types.int64(types.CPointer(types.double), types.int64, types.double)
SIZES = {"": 1000}


def kernel(p, n, x):
    a = carray(p, n)
    low = 0
    high = n
    while low < high:
        middle = (low + high) // 2
        if a[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low


def data(size):
    random = np.random.default_rng(1)
    return [np.sort(random.random(size)), random.random(size)]


def items(size):
    return size
