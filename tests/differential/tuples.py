"""Tuples: compared, searched, joined, repeated, indexed; walrus and match on constants."""

from .harness import differential
from .values import Integers

TABLE = (3, 1, 4, 1, 5)
SMALL = Integers(-7, 7)


@differential("int64(float64, float64, float64)")
def compared(x, y, z):
    return ((x, y) == (y, z)) + 2 * ((x, y) < (y, z)) + 4 * ((x, y) >= (y, z)) + 8 * ((x, y) != (z, y, x))


@differential("boolean(int64)", "boolean(float64)", "boolean(float32)")
def one_of(x):
    return x in (1, 2.5, 0.1, -3)


@differential("boolean(int64)")
def none_of(x):
    return x not in TABLE


@differential("float64(float64, float64)")
def joined(x, y):
    a, b, c, d, e, f = (x,) + (1.5, y) + (y,) * 3 if x != x + 1 else (x, y, x, y, x, y)
    return a + b * c - d * e + f


@differential("int64(int64)", i=SMALL)
def indexed(i):
    return TABLE[i]


@differential("float64(float64, int64)", i=SMALL)
def indexed_at_run_time(x, i):
    return (x, x * 2, 1)[i]


@differential("int64(int64)", n=SMALL)
def walrus(n):
    total = 0
    while (k := n - total) > 0:
        total += (half := k // 2) + 1
    return total * 10 + k


@differential("int64(int64)", n=SMALL)
def matched(n):
    match n:
        case 0:
            return 10
        case 1 | 2 | 3:
            return 20
        case -1 if n < 0:
            return 30
        case k:
            return k * 2
