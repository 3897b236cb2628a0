"""A polynomial by Horner's rule, from its highest coefficient down."""

import numpy as np
from measured import carray, types

SIGNATURE = types.double(types.double, types.CPointer(types.double), types.int64)
SIZES = {"": 12}


def kernel(x, coefficients, n):
    c = carray(coefficients, n)
    s = 0.0
    for i in range(n - 1, -1, -1):
        s = s * x + c[i]
    return s


def data(size):
    return [np.linspace(-1.0, 1.0, size), np.linspace(0.0, 1.0, 100)]


def items(size):
    return 100 * size
