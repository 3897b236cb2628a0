"""Comparisons, chains of them, and / or / not and conditional expressions, with nan and both zeros."""

import numpy as np

from .harness import differential

PAIRS = ("boolean(float64, float64)", "boolean(float32, float32)", "boolean(int64, int64)", "boolean(uint64, uint64)")
TRIPLES = ("boolean(float64, float64, float64)", "boolean(int64, int64, int64)")


@differential(*PAIRS)
def less(a, b):
    return a < b


@differential(*PAIRS)
def at_most(a, b):
    return a <= b


@differential(*PAIRS)
def equal(a, b):
    return a == b


@differential(*PAIRS)
def different(a, b):
    return a != b


@differential(*PAIRS)
def greater(a, b):
    return a > b


@differential(*PAIRS)
def at_least(a, b):
    return a >= b


@differential(*PAIRS)
def not_less(a, b):
    return not a < b


@differential(*TRIPLES)
def between(a, b, c):
    return a <= b < c


@differential(*TRIPLES)
def both(a, b, c):
    return a < b and b < c


@differential(*TRIPLES)
def either(a, b, c):
    return a < b or b < c


@differential(*TRIPLES)
def neither(a, b, c):
    return not (a == b or b == c) and a != c


@differential("float64(float64, float64)", "int64(int64, int64)")
def value_of_and(a, b):
    return a and b


@differential("float64(float64, float64)", "int64(int64, int64)")
def value_of_or(a, b):
    return a or b


@differential("float64(float64, float64, float64)")
def value_of_both(a, b, c):
    return (a and b) or c


@differential("float64(float64, float64)", "int64(int64, int64)", "uint8(uint8, uint8)")
def larger(a, b):
    return a if a > b else b


@differential("float64(float64)", "int64(int64)", "float64(float32)")
def sign(x):
    return 1 if x > 0 else -1 if x < 0 else 0


@differential("int64(float64)", "int64(int64)", "int64(boolean)", "int64(uint64)", "int64(float32)")
def truth(x):
    if x:
        return 1
    return 0


@differential("boolean(float64)", "boolean(int64)", "boolean(boolean)")
def not_truth(x):
    return not x


@differential("boolean(float64)")
def is_nan(x):
    return x != x


@differential("boolean(float64)", "boolean(float32)")
def compare_with_constants(x):
    return -1 < x < 0.1 or x == 7


@differential("boolean(int64)", "boolean(uint64)", "boolean(int8)")
def compare_with_int_constants(a):
    return a == 127 or -1 <= a < 3 or a > 9223372036854775806


@differential("int64(float64, float64)")
def side_effects_of_chain(x, y):
    n = 0
    if x < y < x + 1:
        n += 1
    if not (x >= y >= 0):
        n += 2
    if x == y != 0:
        n += 4
    return n


@differential("boolean(boolean, boolean)")
def compare_bools(a, b):
    return a < b or a == b


def bools_by_value(b, n):
    """The oracle's bools aren't Python's two objects."""
    return (b == 1) + 2 * (b == 1) + 4 * ((n > 1) == b)


@differential("int64(boolean, int64)", reference=bools_by_value)
def the_bool_itself(b, n):
    return (b is True) + 2 * (b is not False) + 4 * ((n > 1) is b) + 8 * (n is True)


@differential("int64(boolean)", reference=lambda b: 1 if b else 2)
def match_on_a_bool(b):
    match b:
        case True:
            return 1
        case False:
            return 2
    return 3


@differential("int64(int64)")
def sized_with_constants_beyond_them(n):
    """Exact, though a constant takes the other side's type elsewhere."""
    a, b, c = np.uint8(n & 255), np.int8((n & 255) - 128), np.uint32(n & 0xFFFFFFFF)
    seen = (a > -1) + 2 * (a < 300) + 4 * (256 != a) + 8 * (a >= 2**62) + 16 * (-256 == a) + 32 * (a < 2**63)
    seen = (
        64 * seen + (b < 200) + 2 * (-129 < b) + 4 * (b == 256) + 8 * (b != 128) + 16 * (b <= 127) + 32 * (b > -(2**63))
    )
    return 64 * seen + (c > -1) + 2 * (c < 2**32) + 4 * (c == 2**32) + 8 * (-1 < c < 2**40) + 16 * (c in (-1, 5, 2**32))


@differential("int64(int64)")
def least_and_greatest_with_constants_beyond(n):
    a, b = np.uint8(n & 255), np.int8((n & 255) - 128)
    return int(min(a, -1)) + 4 * int(max(a, 300)) + 2048 * int(min(200, b)) + 2**20 * int(max(-200, b))


BIG = 10**30


@differential("int64(int64)", "int64(uint64)", "int64(boolean)", "int64(float64)", "int64(float32)")
def with_big_constants(n):
    """An int beyond 64 bits is compared exactly with ints, and is a float beside floats."""
    seen = (n < 2**64) + 2 * (n >= -(2**63) - 1) + 4 * (BIG == n) + 8 * (n != -BIG) + 16 * (n <= BIG < 2 * 10**30)
    return seen + 32 * (n in (1, BIG)) + 64 * (n in {2, -(2**70)}) + 128 * np.greater(BIG, n) + 256 * (not BIG)
