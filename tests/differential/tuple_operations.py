"""Tuples that functions take and return: compared, searched, sliced, joined, unpacked, indexed; `in` for ranges."""

import math

import numpy as np

from upcall import carray

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(-7, 7)
STEP = Integers(-4, 4)
NAN = math.nan
POINTS = ((0.0, 1), (2.5, -1), (0.0, -1))


def pair(x, y):
    return x, y


def swapped(t):
    a, b = t
    return b, a


def same(t, u):
    return t == u


def less(t, u):
    return t < u


def orders(t, u):
    return (t < u) + 2 * (t <= u) + 4 * (t > u) + 8 * (t >= u) + 16 * (t == u) + 32 * (t != u)


def nested(x, n):
    return (x, (n, x * 2), ((n + 1,),))


def sum_of(values):
    total = 0.0
    for value in values:
        total += value
    return total


# ---- passed and returned


@differential("float64(float64, float64)")
def returned(x, y):
    return pair(x, y)[0] - pair(x, y)[1]


@differential("float64(float64, int64)")
def returned_twice(x, n):
    a, b = swapped(swapped((x, n)))
    return a - b


@differential("float64(float64, int64)")
def returned_nested(x, n):
    a, (b, c), ((d,),) = nested(x, n)
    return a + b * c - d


@differential("float64(float64, float64)")
def swap_of_variables(x, y):
    a, b, c, d = x, y, x + 1, y + 1
    a, b, c, d = d, c, b, a
    a, b = b, a
    return a - b * c + d


@differential("float64(float64, float64, boolean)")
def chosen(x, y, first):
    t = (x, 1) if first else (2, y)
    return t[0] - t[1]


@differential("int64(int64)", n=SMALL)
def carried_through_a_loop(n):
    state = (0, 1)
    for _ in range(n):
        state = state[1], sum(state)
    return state[0]


@differential("float64(float64, float64, int64)", k=SMALL)
def passed_on(x, y, k):
    return sum_of((x, y)) if k else sum_of((y, x, k))


# ---- compared


@differential("int64(float64, float64, float64)")
def floats_in_order(x, y, z):
    return orders((x, y), (y, z))


@differential("int64(int64, int64, float64)", a=SMALL, b=SMALL)
def mixed_in_order(a, b, x):
    return orders((a, x), (b, 1))


@differential("int64(uint64, int64)")
def words_in_order(a, b):
    return orders((a, b), (b, a))


@differential("int64(float64, float64)")
def lengths_in_order(x, y):
    return orders((x, y), (x + 0, y + 0, 1.0)) * 64 + orders((x,), (y, 1.0)) * 4096 + orders((), (x,))


@differential("int64(float64, int64)")
def nested_in_order(x, n):
    return orders((n, (x, 1)), (1, (0.5, n)))


@differential("int64(boolean, boolean, int64)", n=SMALL)
def bools_in_order(a, b, n):
    return orders((a, n), (b, 1)) + 64 * orders((a,), (n,))


@differential("int64(float64, float64)")
def nan_is_itself(x, y):
    t = (x, y)
    u = t + (x,)
    return (t == t) + 2 * (t == u[:2]) + 4 * ((x, y) == (x, y)) + 8 * (u > t) + 16 * ((x, x + 0) == (x, x + 0))


@differential("int64(float64)")
def nan_of_a_global(x):
    return ((NAN, x) == (NAN, 1.0)) + 2 * ((NAN,) < (NAN, 1)) + 4 * (NAN in (x, NAN)) + 8 * (x in (NAN, 1.0))


@differential("boolean(float32)")
def constants_are_weak(x):
    return (x, 0.1) == (0.1, x)


@differential("boolean(float32)")
def constants_stay_weak(x):
    t = (x, 0.1, (2, 0.5))
    _, a, (_, b) = t[:]
    return x * t[1] == a * x and x * b == t[2][1] * x and (x, 0.1) < (a, x)


@differential("int64(float64, float64)")
def two_kinds_are_never_equal(x, y):
    t = (x, None)
    return (t == (x, y)) + 2 * (t != (x, None)) + 4 * ((x, (y,)) == (x, y)) + 8 * (None in (x, y)) + 16 * (y in t)


@differential("boolean(float64, float64)")
def first_difference_decides(x, y):
    return less((x, None, 1), (y, None, 2))


@differential("int64(float64, float64)")
def identity(x, y):
    t = (x, y)
    u = t
    return (t is u) + 2 * (t is not u) + 4 * (t is None) + 8 * (t is not None) + 16 * ((x, y) is t)


@differential("boolean(float64, float64)", "boolean(int64, float32)")
def truth(x, y):
    t = (x, y)
    return bool(t) and not t[2:] and (not t or bool(range(3)))


# ---- searched


@differential("boolean(float64, float64)", "boolean(int64, float64)", "boolean(float32, float64)")
def in_a_parameter(x, y):
    def found(item, items):
        return item in items

    return found(x, (1, y, 2.5))


@differential("boolean(float64, int64)")
def in_nested(x, n):
    return (x, n) in (POINTS[0], POINTS[1], (x, 3))


@differential("boolean(int64)", n=SMALL)
def in_frozen_pairs(n):
    return (0.0, n) in POINTS


@differential("boolean(int64, int64, int64, int64)", x=SMALL, a=SMALL, b=SMALL, s=STEP)
def in_range(x, a, b, s):
    return x in range(a, b, s)


@differential("boolean(int64, int64)")
def in_wide_range(x, a):
    return x in range(a, 2**63 - 1, 3)


@differential("boolean(int64, int64)")
def in_range_down(x, a):
    return x in range(a, -(2**63), -7)


@differential("boolean(int64)")
def in_range_of_one_argument(n):
    return n in range(10)


@differential("boolean(float64)", "boolean(float32)", "boolean(uint64)", "boolean(boolean)", "boolean(int8)")
def in_range_by_value(x):
    return (x in range(-3, 9, 2)) != (x not in range(2, -5, -1))


@differential("boolean(float64, int64, int64)", a=SMALL, b=SMALL)
def float_in_range(x, a, b):
    return x in range(a, b)


@differential("boolean(int64)", n=SMALL)
def in_range_variable(n):
    r = range(0, 7, 3)
    return n in r and None not in r


# ---- sliced, joined, repeated


@differential("float64(float64, float64, int64)")
def sliced(x, y, n):
    t = (x, y, n, 2.0, 3)
    return t[1:][0] + t[:-1][-1] * t[::-2][1] - t[-2:][0] + t[3:0:-1][0] + len(t[10:])


@differential("float64(float64, float64, float64)")
def sliced_parameter(x, y, z):
    def tail(t):
        return t[1:]

    a, b = tail((x, y, z))
    (c,) = tail(tail((x, y, z)))
    return a - b + c * len(tail(tail(tail((x, y, z)))))


@differential("int64()")
def slices_of_a_constant():
    t = (1, 2, 3, 4, 5)
    n = 0
    for part in (t[1:3], t[-3:-1], t[3:1:-1], t[::4]):
        n = n * 100 + part[0] * 10 + part[1]
    return n


@differential("float64(float64, int64)")
def joined_parameters(x, n):
    def join(t, u):
        return t + u + t

    a, b, c, d, e = join((x, n), (1.5,))
    return a + b - c + d * e


@differential("float64(float64, float64)")
def repeated_parameter(x, y):
    def thrice(t):
        return t * 3

    a, b, c, d, e, f = thrice((x, y))
    return (a + c + e) - (b + d + f) + len((x,) * 0) + len(-1 * (y,)) + (2 * (x, y))[2]


@differential("int64(int64)", n=SMALL)
def grown_in_place(n):
    t = (n,)
    t += (n + 1,)
    t *= 2
    return t[0] * 1000 + t[1] * 100 + t[2] * 10 + t[3] + len(t)


# ---- unpacked


@differential("float64(float64, float64, int64)")
def starred(x, y, n):
    first, *middle, last = (x, y, n, 2.5)
    return first - middle[0] * middle[1] + last + len(middle)


@differential("float64(float64, float64)")
def starred_at_either_end(x, y):
    *before, a = (x, y, 1.0)
    b, *behind = (y, x)
    (*all_of_them,) = (x, y)
    return sum(before) - a + b * behind[0] + max(all_of_them)


@differential("float64(float64, float64)")
def starred_takes_nothing(x, y):
    a, *nothing, b = (x, y)
    return a - b + len(nothing)


@differential("int64(int64, int64)")
def starred_is_a_list(x, y):
    a, *rest = (x, y, 3)
    return (
        (rest == (y, 3)) + 2 * (rest == [y, 3][:] if False else 0) + 4 * (rest[::-1][0] == 3) + 8 * (rest != (y, 3)) + a
    )


@differential("float64(float64, float64, int64)")
def starred_parameter(x, y, n):
    def take(t):
        head, *tail = t
        return head, tail

    head, (a, b) = take((x, y, n))
    return head + a - b


@differential("int64(int64)", n=SMALL)
def starred_of_a_constant(n):
    a, *b, c = (1, 2, 3, 4)
    return a * 1000 + b[n] * 10 + c


@differential("float64(float64*, int64)", p=Memory("float64", 4), n=Integers(0, 4))
def unpacked_array(p, n):
    a, b = carray(p, n)
    return a - 2 * b


@differential("float64(float64*, int64)", p=Memory("float64", 6), n=Integers(0, 3))
def unpacked_rows(p, n):
    total = 0.0
    for x, y in carray(p, (n, 2)):
        total += x * y
    return total


@differential("float64(float64*)", p=Memory("float64", 6))
def unpacked_into_rows(p):
    (a, b, c), second = carray(p, (2, 3))
    d, e, f = second
    return a - b + c - d + e - f


@differential("int64(int64, int64)", n=SMALL, s=Integers(1, 3))
def unpacked_range(n, s):
    a, b, c = range(0, n, s)
    return a + b * 10 + c * 100


@differential("int64(float64*, intc)", p=Memory("float64", 6), n=Integers(1, 3))
def unpacked_shape(p, n):
    rows, columns = carray(p, (n, 2)).shape
    return rows * 10 + columns


# ---- indexed at run time


@differential("float64(float64, float64, int64)", i=SMALL)
def indexed_parameter(x, y, i):
    def at(t, k):
        return t[k]

    return at((x, y, 2.5), i)


@differential("int64(int64, uint64)", i=SMALL, w=Integers(0, 4))
def indexed_by_any_integer(i, w):
    t = (5, 6, 7)
    return t[w] + t[i > 0] * 10 + t[True] * 100


@differential("float64(float64, int64, int64)", i=SMALL, k=Integers(-3, 3))
def indexed_rows(x, i, k):
    table = ((x, 1.0, 2.0), (3.0, x * x, 5.0))
    return table[i][k]


@differential("float64(float64, int64)", i=Integers(-13, 13))
def indexed_long(x, i):
    t = (x, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, x + 1, x + 2)
    return t[i]


@differential("boolean(boolean, boolean, int64)", i=Integers(-11, 11))
def indexed_bools(a, b, i):
    return (a, b, True, False, a, b, a, b, False, True)[i]


@differential("float64(float64, float64, int64)", i=Integers(0, 3))
def indexed_in_a_loop(x, y, i):
    coefficients = (x, y, 1.0, 0.5)
    total = 0.0
    for k in range(i):
        total = total * 0.5 + coefficients[k] - coefficients[-k]
    return total


@differential("int64(float64, int64)", i=SMALL)
def indexed_list(x, i):
    _, *rest = (x, 1, 2, 3)
    return rest[i]


# ---- shapes and indices


@differential("int64(float64*, intc)", p=Memory("float64", 6), n=Integers(1, 3))
def loop_over_shape(p, n):
    product = 1
    for length in carray(p, (n, 2)).shape:
        product = product * 10 + length
    return product


@differential("int64(float64*, intc, int64)", p=Memory("float64", 6), n=Integers(1, 3), k=Integers(-3, 3))
def shape_at_run_time(p, n, k):
    return carray(p, (n, 2)).shape[k]


@differential("float64(float64*, int64, int64)", p=Memory("float64", 6), i=Integers(-3, 3), k=Integers(-4, 4))
def indexed_by_a_tuple(p, i, k):
    def at(a, place):
        return a[place]

    where = (i, k)
    return at(carray(p, (2, 3)), where)


@differential("void(float64*, int64, int64)", p=Memory("float64", 6), i=Integers(-3, 3), k=Integers(-4, 4))
def stored_by_a_tuple(p, i, k):
    a = carray(p, (2, 3))
    place = (i, k)
    a[place] += a[place[::-1]] if i == k else 1.0


@differential("float64(float64*, int64)", p=Memory("float64", 6), n=Integers(1, 3))
def shape_passed_on(p, n):
    def like(q, a):
        return carray(q, a.shape[::-1])

    b = like(p, carray(p, (n, 2)))
    return b[0, n - 1] * 10 + b[1, 0] + len(b.shape + (1,))


# ---- min, max, sum, any, all, len


@differential("float64(float64, float64, float64)")
def extremes(x, y, z):
    def both(t):
        return min(t), max(t)

    low, high = both((x, y, z))
    return low * 3 - high


@differential("int64(int64, int64, int64)", a=SMALL, b=SMALL, c=SMALL)
def sums(a, b, c):
    def total(t, start):
        return sum(t) * 100 + sum(t, start) * 10 + len(t)

    return total((a, b, c), 5)


@differential("int64(float64, int64, boolean)")
def any_and_all(x, n, b):
    t = (x, n, b)
    return any(t) + 2 * all(t) + 4 * any(()) + 8 * all(())


@differential("int64(int64, int64, int64)", a=SMALL, b=SMALL, c=SMALL)
def extreme_pairs(a, b, c):
    low = min(((a, 1), (b, 2), (c, 0)))
    high = max(((a, 1), (b, 2), (c, 0)))
    return low[0] * 1000 + low[1] * 100 + high[0] * 10 + high[1]


@differential("float64(float64, float64)", ulp=0)
def numpy_scalars_in_tuples(x, y):
    t = (np.float32(x), np.int8(3), y)
    return t[0] * t[1] + t[2]


KNOWN = frozenset({1, 2.5, -3, "x"})


@differential("int64(int64, int64)", a=SMALL, b=SMALL)
def in_sets(a, b):
    few = {1, 2, 3}
    either = {a + 1, b, 7}
    return (a in {1, -2, 5}) + 2 * (b not in {a, 4}) + 4 * (a in KNOWN) + 8 * (b in few) + 16 * (a in either)


@differential("int64(float64, float32)")
def floats_in_sets(x, y):
    return (x in {1, 2.5, 0.1}) + 2 * (y in {0.1, 1e300}) + 4 * (y in KNOWN) + 8 * (x in {y, NAN})


@differential("int64(uint8, uint8)")
def characters(c, d):
    digit = c - ord("0") if ord("0") <= c <= ord("9") else ord("\u20ac")
    return digit * 256 + (d in {ord("a"), ord(b"z")}) + 2 * (chr(97) == "a")


@differential("int64(float64, float64, boolean)")
def parts_of_one_tuple(x, y, first):
    t = ((x, 1), y) if first else ((y, 2), x)
    u, (a, *rest) = t[1], t[0]
    same_parts = (t[0] == t[0]) + 2 * ((a,) == (t[0][0],)) + 4 * ((t + (3,))[0] == t[0]) + 8 * (t[0] <= t[0])
    return same_parts + 16 * (t[0][0] in (u, a)) + 32 * ((a,) == (u,)) + 64 * ((u,) * 2)[0:1].count(t[1]) + len(rest)
