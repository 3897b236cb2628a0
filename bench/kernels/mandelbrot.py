"""How many steps a point stays within the Mandelbrot set's bounds, in complex arithmetic."""

import numpy as np
from measured import types

SIGNATURE = types.int64(types.double, types.double, types.int64)
SIZES = {"": 32}


def kernel(x, y, limit):
    c = x + 1j * y
    z = 0j
    for i in range(limit):
        z = z * z + c
        if z.real * z.real + z.imag * z.imag > 4.0:
            return i
    return limit


def data(size):
    return [np.linspace(-2.0, 0.5, size), np.linspace(-1.2, 1.2, size)]


def items(size):
    return size**2
