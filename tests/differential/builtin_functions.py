"""int, float, bool, abs, round, pow, divmod, min, max, sum, any, all."""

import math

import numpy as np

from upcall import carray

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(0, 6)
VALUES = (2.5, -1.0, 7.25)


@differential("int64(float64)", "int64(float32)", "int64(int16)", "int64(boolean)", "int64(uint64)")
def to_int(x):
    return int(x)


@differential("float64(float64)", "float64(float32)", "float64(int64)", "float64(boolean)", "float64(uint64)")
def to_float(x):
    return float(x) / 2


@differential("boolean(float64)", "boolean(int64)", "boolean(boolean)")
def to_bool(x):
    return bool(x)


@differential("float64(float64)", "float32(float32)", "int64(int64)", "int64(boolean)", "uint64(uint64)")
def absolute(x):
    return abs(x)


@differential("int64(float64)", "int64(float32)", "int64(int64)")
def nearest_int(x):
    return round(x)


@differential("float64(float64, float64)", "int64(int64, int64)")
def quotient_and_rest(a, b):
    q, r = divmod(a, b)
    return q * 3 + r


@differential("float64(float64, float64)", ulp=1)
def power(a, b):
    return pow(a, b)


@differential("float64(float64, float64)", "float32(float32, float32)", "int64(int64, int64)")
def smaller(a, b):
    return min(a, b)


@differential("float64(float64, float64)", "float32(float32, float32)", "int64(int64, int64)")
def larger(a, b):
    return max(a, b)


@differential("float64(float64, float64, float64)")
def clipped(x, low, high):
    return max(low, min(x, high))


@differential("float64(float64, float64, float64)")
def of_three(x, y, z):
    return min(x, y, z) - max(x, y, z, 0.0)


@differential("float64(float64, float64, float64)")
def of_a_tuple(x, y, z):
    return max((x, y, z))


@differential("float64(float64*, intc)", p=Memory("float64", 6), n=SMALL)
def of_an_array(p, n):
    a = carray(p, n)
    return min(a) + max(a)


@differential("float64(float64*, intc)", p=Memory("float64", 6, [1.0, 2.5, -4.0, 0.125]), n=SMALL)
def total_of_an_array(p, n):
    return sum(carray(p, n)) + sum(carray(p, n), 10.0) + sum(VALUES)


@differential("int64(intc)", n=SMALL)
def total_of_a_range(n):
    return sum(range(n))


@differential("boolean(float64, float64)")
def any_of_two(x, y):
    return any((x > 1, y > 1))


@differential("int64(int64*, intc)", p=Memory("int64", 6, [3, 0, 2, 1]), n=SMALL)
def any_and_all(p, n):
    a = carray(p, n)
    return 2 * any(a) + all(a)


def of_ints(n, e):
    return pow(n & 255, e & 7, 7) + 1000 * math.lcm(n & 255, e & 127)


@differential("int64(int64, int64)", reference=of_ints)
def functions_of_ints_on_sized_integers(n, e):
    return pow(np.uint8(n & 255), np.int8(e & 7), 7) + 1000 * math.lcm(np.uint8(n & 255), np.int8(e & 127))
