"""np.finfo and np.iinfo of dtypes that types tell."""

import numpy as np

from upcall import carray

from .harness import differential
from .values import Integers, Memory


def epsilon(a):
    return np.finfo(a.dtype).eps


@differential("boolean(float64*, intc)", "boolean(float32*, intc)", n=Integers(0, 7))
def close_elements(p, n):
    a = carray(p, 8)
    return abs(a[n] - a[0]) <= 4 * np.finfo(a.dtype).eps * abs(a[0])


@differential("float64(float64)", "float32(float32)", "float64(float32)")
def epsilon_of_argument(x):
    return x * np.finfo(x.dtype).eps + np.finfo(x).tiny


@differential("float64(float64*)", "float32(float32*)")
def through_function(p):
    a = carray(p, 8)
    return a[1] + epsilon(a) * a[2]


@differential("float64(float64, float32)")
def two_infos(x, y):
    wide, narrow = np.finfo(x.dtype), np.finfo(y.dtype)
    if x > wide.max / 2 or y < narrow.min / 2:
        return wide.eps - narrow.eps
    return x * wide.bits + y * narrow.bits + narrow.precision


@differential("float64(complex128)", "float64(complex64)")
def info_of_complex(z):
    return z.real + np.finfo(z.dtype).eps


@differential(
    "boolean(int8*, intc)",
    "boolean(uint16*, intc)",
    "boolean(int64*, intc)",
    "boolean(uint64*, intc)",
    n=Integers(0, 7),
)
def is_extreme(p, n):
    a = carray(p, 8)
    return a[n] == np.iinfo(a.dtype).max or a[n] == np.iinfo(a.dtype).min


@differential("int64(int8*, int64)", "int64(uint32*, int64)", "int64(int64*, int64)")
def saturated(p, k):
    a = carray(p, 8)
    info = np.iinfo(a.dtype)
    return min(max(k, info.min), info.max) + info.bits


@differential("float32(float32*)", p=Memory("float32", 4))
def stays_single(p):
    a = carray(p, 4)
    try:
        return a[3] * np.finfo(a.dtype).smallest_normal + np.finfo(np.dtype(a.dtype)).resolution
    except ZeroDivisionError:
        return a[0]
