"""The sieve of Eratosthenes, over bytes."""

import numpy as np
from measured import carray, types

SIGNATURE = types.int64(types.CPointer(types.uint8), types.int64)
SIZES = {"": 2000}


def kernel(p, n):
    composite = carray(p, n)
    for i in range(n):
        composite[i] = 0
    count = 0
    for i in range(2, n):
        if composite[i] == 0:
            count += 1
            for j in range(i * i, n, i):
                composite[j] = 1
    return count


def data(size):
    return [np.zeros(size, np.uint8)]


def items(size):
    return size
