"""min and max of any number of arguments, of tuples and arrays, with key= and default=; calls with * of tuples."""

import math

from upcall import carray

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(0, 5)
THREE = ("float64(float64, float64, float64)", "float32(float32, float32, float32)", "int64(int64, int64, int64)")
LIMITS = (-1.5, 2.5)
SCALE = (2, 0.5, 8)


@differential(*THREE)
def smallest_of_five(a, b, c):
    return min(a, b, c, 3, 1)


@differential(*THREE)
def largest_of_six(a, b, c):
    return max(1, 2, a, b, 3, c)


@differential("float64(float64, int64, float32)")
def of_kinds(a, b, c):
    return max(a, b, c) - min((c, b, a))


@differential("uint64(int64, uint64)")
def of_signed_and_word(a, b):
    return max(a, b)


@differential("float32(float32)", "float64(float64)")
def clamped(x):
    return max(0.0, min(x, 1.0)) / 3


@differential("float32(float32)")
def clamped_to_integers(x):
    return min(max(x, -2), 2) / 3


@differential("float64(float32)")
def clamped_to_tenths(x):
    return max(0.1, x)


@differential("float64(float64, float64)", "int64(int64, int64)")
def by_size(a, b):
    return min(a, b, 2, key=abs)


@differential("float64(float64, float64, float64)")
def by_distance(a, b, target):
    return min((a, b), key=lambda x: abs(x - target))


@differential("int64(intc, intc, intc)", a=Integers(-9, 9), b=Integers(-9, 9), c=Integers(-9, 9))
def by_remainder(a, b, c):
    return max((a, b, c), key=lambda n: n % 5)


@differential("float64(float64*, intc)", p=Memory("float64", 5), n=SMALL)
def of_array_or_default(p, n):
    a = carray(p, n)
    return min(a, default=7.5) + max(a, default=0)


@differential("int64(int64*, intc)", p=Memory("int64", 5), n=SMALL)
def of_array_by_key(p, n):
    return max(carray(p, n), key=lambda x: x & 15)


@differential("int64(intc)", n=SMALL)
def of_range(n):
    return max(range(n), default=-1) * 10 + min(range(3, n, 2), default=9)


def spread_of(*values):
    return max(*values) - min(*values)


@differential("float64(float64, float64, float64)", "int64(int64, int64, int64)")
def of_arguments(a, b, c):
    return spread_of(a, b) + spread_of(a, b, c, 2)


@differential("float64(float64, float64)", ulp=1)
def norm_of_arguments(a, b):
    pair = (a, b)
    return math.hypot(*pair) + math.atan2(*(b, 2.0)) + math.hypot(*SCALE)


@differential("float64(float64)")
def of_constants(x):
    return min(max(x, LIMITS[0]), max(LIMITS)) + min(*LIMITS)


def weighted(a, b, c=1.0):
    return a * SCALE[0] + b * SCALE[1] - c


@differential("float64(float64, float64)")
def spread_to_function(a, b):
    pair = (b, a)
    return weighted(*pair) + weighted(*SCALE) + weighted(*(a, b, 3))


@differential("float64(float64, float64)")
def keywords(a, b):
    return round(number=a, ndigits=2) + pow(base=b, exp=2) + round(b, ndigits=1)


@differential("int64(int64, int64)", a=Integers(-5, 20), b=Integers(2, 9))
def modulo_by_keywords(a, b):
    return pow(a, exp=3, mod=b) + pow(base=2, exp=5, mod=b)


def applied(f, a, b):
    return f(a, b)


@differential("float64(float64, float64)", "int64(int64, int64)")
def passed_as_functions(a, b):
    return applied(min, a, b) - applied(max, a, b)


def applied_to_one(f, x):
    return f(x)


@differential("float64(float64)")
def passed_as_functions_of_one(x):
    return applied_to_one(abs, x) + applied_to_one(float, x) + applied_to_one(bool, x)


def summed(a, b=2.0, *rest):
    return a - b + 3 * sum(rest)


@differential("float64(float64, float64)", "float64(float32, float64)")
def among_arguments(x, y):
    pair = (x, y)
    return summed(1, *pair) + summed(*pair, 2, *SCALE) + max(*pair, 0.5) - min(1.0, *pair, *LIMITS)


def forwarded(*values):
    return summed(*values, 1.5) + max(0, *values) + len((*values, *values))


@differential("float64(float64, float64)")
def forwarded_among_arguments(x, y):
    return forwarded(x) + forwarded(x, y)


@differential("float64(float64, int64)", n=Integers(0, 3))
def in_tuples(x, n):
    longer = (1, *SCALE, x, *(n, 2))
    a, *others = longer
    return longer[4] + longer[-2] + others[n] * 2 + len((*others, a))


@differential("float64(float64, boolean)")
def of_either(x, c):
    return summed(*(x, 1.0) if c else (2.0, x)) + summed(3, *(SCALE if c else (x, x, 1)))


@differential("float64(float64, float64)")
def twice_the_same(x, y):
    pair, one = (x, y), (x,)
    return summed(*one, *one) + summed(*pair, *pair, 1) + max((*pair, *pair)) - min(*one, 1, *one) + max(*one, *one)
