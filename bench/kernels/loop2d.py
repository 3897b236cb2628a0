"""out[i, j] = 2 * in[i, j], the loop of the Numba manual's third example."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.intc, types.intc)
SIZES = {"40 x 40, in L1": 40, "120 x 120, in L2": 120, "1400 x 1400, in memory": 1400}


def kernel(in_, out, m, n):
    in_array = carray(in_, (m, n))
    out_array = carray(out, (m, n))
    for i in range(m):
        for j in range(n):
            out_array[i, j] = 2 * in_array[i, j]


def data(size):
    return [np.random.default_rng(1).random((size, size)), np.zeros((size, size))]


def items(size):
    return size * size
