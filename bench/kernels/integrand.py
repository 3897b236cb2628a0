"""exp(-t) / t**2, the integrand of the Numba manual's second example."""

import numpy as np
from measured import types

SIGNATURE = types.double(types.double)
SIZES = {"": 1000}


def kernel(t):
    return np.exp(-t) / t**2


def data(size):
    return [np.linspace(1.0, 50.0, size)]


def items(size):
    return size
