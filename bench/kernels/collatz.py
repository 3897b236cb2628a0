"""How long Collatz's sequence is: // and % of integers."""

import numpy as np
from measured import types

SIGNATURE = types.int64(types.int64)
SIZES = {"": 300}


def kernel(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def data(size):
    return [np.zeros(size)]


def items(size):
    return size
