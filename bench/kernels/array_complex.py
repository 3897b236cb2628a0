"""z * w + z of complex numbers."""

import numpy as np
from measured import carray, types

SIGNATURE = types.void(
    types.CPointer(types.complex128), types.CPointer(types.complex128), types.CPointer(types.complex128), types.int64
)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, q, r, n):
    z = carray(p, n)
    w = carray(q, n)
    out = carray(r, n)
    out[:] = z * w + z


def data(size):
    random = np.random.default_rng(1)
    return [random.random(size) + 1j * random.random(size) for _ in range(3)]


def items(size):
    return size
