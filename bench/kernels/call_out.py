"""Calls of a C function through a pointer."""

import ctypes

from measured import types

SIGNATURE = types.double(types.int64)
SIZES = {"1,000": 1000}

called = ctypes.CDLL("libm.so.6").floor
called.restype, called.argtypes = ctypes.c_double, [ctypes.c_double]


def kernel(n):
    s = 0.0
    for i in range(n):
        s += called(i * 0.5)
    return s


def data(size):
    return []


def items(size):
    return size
