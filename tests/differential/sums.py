"""sum() and math.prod() of ranges, tuples and arrays: compensated, and in the type that adding up gives."""

import math

from upcall import carray

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(0, 6)
HARD = [1e16, 1.0, -1e16, 0.1, 3.0, 1e-300, 1e308, -1e308]
SINGLES = [1.0, 0.1, 2.0**24, -0.3, 3e38, -3e38, 1e-40]
TENTHS = (0.1, 0.2, 0.3, 1e16, -1e16)
MIXED = (1, 2.5, True)


@differential("float64(float64*, intc)", p=Memory("float64", 8, HARD), n=Integers(0, 8))
def of_array(p, n):
    return sum(carray(p, n))


@differential("float64(float64*, intc)")
def of_any_array(p, n):
    return sum(carray(p, n & 7))


@differential("float32(float32*, intc)", "float64(float32*, intc)", p=Memory("float32", 7, SINGLES), n=Integers(0, 7))
def of_singles(p, n):
    return sum(carray(p, n)) / 3


@differential("float32(float32, float32)", "float64(float64, float64)")
def of_weak_constants(x, y):
    return sum((x, 1, y, 0.5)) / 3


@differential("float64(float32, float64, int64)")
def of_kinds(x, y, n):
    return sum((n, x, y))


@differential("int64(int64, boolean)", "int64(boolean, boolean)")
def of_integers(n, c):
    return sum((n, c, 3), n)


@differential("uint64(uint64*, intc)", "int64(int8*, intc)", "int64(boolean*, intc)", n=SMALL)
def of_array_of_integers(p, n):
    return sum(carray(p, n)) + sum(carray(p, n), start=2)


@differential("float64(intc)", n=SMALL)
def of_constants(n):
    return sum(TENTHS) + sum(MIXED, n) + sum((), 0.5)


@differential("float64(float64)")
def of_negative_zero(x):
    return sum((-0.0, x * 0), -0.0)


@differential("float64(float64*, float64, intc)", p=Memory("float64", 6, HARD), n=SMALL)
def with_start(p, x, n):
    return sum(carray(p, n), x) - sum(carray(p, n), start=1)


@differential("float64(float64*, intc)", p=Memory("float64", 6, HARD), n=SMALL)
def of_generator(p, n):
    return sum(p[i] * 2 for i in range(n))


@differential("float64(float64, float64)", "float32(float32, float32)")
def product(x, y):
    return math.prod((x, 3, y)) / 7


@differential("float32(float32*, intc)", "float64(float64*, intc)", n=SMALL)
def product_of_array(p, n):
    return math.prod(carray(p, n), start=2)


def total_of(*values):
    return sum(values)


@differential("float64(float64, float32)", "float64(float64, int64)")
def of_arguments(x, y):
    return total_of(x, y) + total_of(x) + total_of()


@differential("float32(float32, float32)")
def joined_with_literals(x, y):
    return sum((1, 2) + (x, 3.5)[:1] + (y,))
