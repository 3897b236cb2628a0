"""The distance of two points on a sphere: scalar math."""

import numpy as np
from measured import types

SIGNATURE = types.double(types.double, types.double, types.double, types.double)
SIZES = {"": 1000}


def kernel(lat1, lon1, lat2, lon2):
    a = np.sin(0.5 * (lat2 - lat1))
    b = np.sin(0.5 * (lon2 - lon1))
    h = a * a + np.cos(lat1) * np.cos(lat2) * b * b
    return 2.0 * np.arcsin(np.sqrt(h))


def data(size):
    return [np.random.default_rng(1).random(size + 3)]


def items(size):
    return size
