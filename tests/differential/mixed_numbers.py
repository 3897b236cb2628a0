"""Integers and bools with floats, and what results and comparisons of different types come to."""

import numpy as np

from upcall import carray

from .harness import differential
from .values import Integers

MASK = np.array([True, False, True])


@differential(
    "float64(int64, float64)",
    "float64(int32, float32)",
    "float64(uint64, float64)",
    "float64(size_t, float32)",
    "float64(boolean, float64)",
    "float64(float64, int64)",
    "float64(float32, uint8)",
)
def add(a, b):
    return a + b


@differential(
    "float64(int64, float64)", "float64(float64, int64)", "float64(int64, float32)", "float64(float32, uint64)"
)
def divide(a, b):
    return a / b


@differential("float64(int64, float64)", "float64(float64, int64)", "float64(int8, float32)")
def floor_divide(a, b):
    return a // b


@differential("float64(int64, float64)", "float64(float64, int64)", "float64(int8, float32)")
def remainder(a, b):
    return a % b


@differential("float64(int64)", "float64(uint64)", "float64(int16)", "float64(size_t)", "float64(boolean)")
def times_half(a):
    return a * 0.5


@differential("float64(int64)", "float64(uint64)", "float32(int64)", "float32(int32)", "float32(uint64)")
def as_float(a):
    return a


@differential("float32(float64)", "float64(float32)")
def other_width(x):
    return x


@differential("float32(float32)")
def constant_keeps_width(x):
    return x * 0.1 + 1 / 3


@differential("float64(float32, int64)")
def int_widens(x, n):
    return x * n


@differential("float64(float32, float64)")
def double_widens(x, y):
    return x * y - x


@differential(
    "boolean(int64, float64)", "boolean(uint64, float64)", "boolean(int32, float32)", "boolean(size_t, float64)"
)
def less(a, b):
    return a < b


@differential("boolean(int64, float64)", "boolean(uint64, float64)", "boolean(float32, int64)")
def equal(a, b):
    return a == b


@differential("boolean(uint64, int64)", "boolean(int8, uint64)")
def word_less(a, b):
    return a < b


@differential("boolean(uint64, int64)", "boolean(int64, uint64)")
def word_equal(a, b):
    return a == b


@differential("boolean(uint64, int64)", "boolean(int64, uint64)")
def word_at_least(a, b):
    return a >= b


@differential("int64(boolean, boolean)")
def bool_arithmetic(a, b):
    return a + b * 2 - -a


@differential("float64(boolean, boolean)")
def bool_division(a, b):
    return a / b


@differential("boolean(boolean, boolean)")
def bool_bits(a, b):
    return (a & b) ^ (a | b)


@differential("int64(boolean)")
def bool_invert(a):
    return ~(a + 0)


@differential("boolean(boolean)")
def bool_not(a):
    return ~a


@differential("int64(boolean)")
def bool_not_is_a_bool(a):
    return ~a + ~~a * 2 + (~a & a) * 4 + (~a | True) * 8


@differential("int64(float64, float64)")
def comparison_not(x, y):
    if ~(x < y):
        return 1
    return 2 if ~np.isnan(x) else 3


@differential("int64(int64)")
def bool_of_int_not(i):
    return ~np.bool_(i) + 2 * ~bool(i)


@differential("void(int64*, float64)", "void(int64*, float32)")
def sized_of_floats(p, x):
    p[0] = np.int8(x)
    p[1] = np.uint16(x)
    p[2] = np.int32(x)
    p[3] = np.uint32(x)
    p[4] = np.int64(x)


@differential("int64(boolean*, int64)", i=Integers(-8, 7))
def element_not(p, i):
    return ~carray(p, 8)[i] + 2 * ~MASK[i % 3]


@differential("int64(int64, float64*)", i=Integers(-9, 9))
def condition_not(i, p):
    a = carray(p, 8)
    if ~(i < 0) and ~(i > 7):
        a[i] = 1.0
        return ~(i == 2)
    return 7


@differential("int64(float64, float64)")
def sum_of_comparisons(x, y):
    return (x < y) + (x > y) * 2 + (x == y) * 4


@differential("float64(float64, float64)")
def comparison_times_float(x, y):
    return (x < y) * x


@differential("float64(float32, float32)")
def comparison_times_single(x, y):
    return (x < y) * x
