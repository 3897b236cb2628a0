"""A machine with six instructions: a switch in a loop."""

import numpy as np
from measured import carray, types

SIGNATURE = types.int64(types.CPointer(types.uint8), types.int64, types.int64)
SIZES = {"": 1000}


def kernel(p, n, x):
    code = carray(p, n)
    for i in range(n):
        op = code[i]
        if op == 0:
            x += 7
        elif op == 1:
            x *= 3
        elif op == 2:
            x ^= x >> 5
        elif op == 3:
            x -= i
        elif op == 4:
            x = ~x
        else:
            x &= 0xFFFFFFFF
    return x


def data(size):
    return [np.random.default_rng(1).integers(0, 6, size, np.uint8)]


def items(size):
    return size
