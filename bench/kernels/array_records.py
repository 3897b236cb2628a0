"""A field of records that two others make."""

import numpy as np
from measured import carray, from_dtype, types

POINT = np.dtype([("x", "f8"), ("y", "f8"), ("z", "f8"), ("kind", "i4")], align=True)
SIGNATURE = types.void(types.CPointer(from_dtype(POINT)), types.int64)
SIZES = {"1,000": 1000, "10": 10}


def kernel(p, n):
    points = carray(p, n)
    points["z"][:] = points["x"] * 2.0 + points["y"]


def data(size):
    random = np.random.default_rng(1)
    return [np.array([(x, 1.0, 0.0, 3) for x in random.random(size)], POINT)]


def items(size):
    return size
