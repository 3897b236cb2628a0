"""A filter of 16 taps over a block of 64 samples."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(types.CPointer(types.double), types.CPointer(types.double), types.CPointer(types.double))
SIZES = {"": 1}


def kernel(p, q, r):
    samples = carray(p, 64 + 16)
    taps = carray(q, 16)
    out = carray(r, 64)
    for i in range(64):
        s = 0.0
        for k in range(16):
            s += samples[i + k] * taps[k]
        out[i] = s


def data(size):
    random = np.random.default_rng(1)
    return [random.random(64 + 16), random.random(16), np.zeros(64)]


def items(size):
    return 64
