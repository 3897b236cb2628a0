"""The median of a window by insertion sort, as generic_filter calls it."""

import numpy as np
from measured import carray, types

SIGNATURE = types.intc(types.CPointer(types.double), types.int64, types.CPointer(types.double), types.voidptr)
SIZES = {"": 25}


def kernel(buffer, n, result, user_data):
    a = carray(buffer, n)
    for i in range(1, n):
        x = a[i]
        j = i - 1
        while j >= 0 and a[j] > x:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = x
    carray(result, 1)[0] = a[n // 2]
    return 1


def data(size):
    return [np.random.default_rng(1).random((100, size)), np.zeros(size), np.zeros(100)]


def items(size):
    return 100 * size
