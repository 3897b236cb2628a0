"""Loops over tuples, arrays and rows, enumerate, zip, reversed, np.ndindex and np.ndenumerate."""

import numpy as np

from upcall import carray, farray

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(0, 6)
NODES = (0.5, -1.5, 2.25, 3.0, -0.125, 7.0, 8.5, 1e3, 2e-3, 11.0, 0.75)
FLAGS = (True, False, True, True, False, True, False, False, True)
PAIRS = ((1, 2.0), (3, 4.5), (-5, 6.25))


@differential("float64(float64, float64)")
def over_literals(x, y):
    total = 0.0
    for v in (x, 2.5, y, -1.0):
        total = total * 3 + v
    return total


@differential("float64(float64, int64)", k=Integers(-5, 5))
def int_and_float(x, k):
    total = 0.0
    for v in (k, x):
        total = total * 2 + v
    return total


@differential("float64(float64)")
def captured_table(x):
    total = 0.0
    for v in NODES:
        total += v * x
    return total


@differential("int64(int64)")
def captured_flags(n):
    total = 0
    for flag in FLAGS:
        total = total * 2
        if flag:
            total += n
    return total


@differential("float64(float64)")
def nested_pairs(x):
    total = 0.0
    for k, v in PAIRS:
        total = total * k + v * x
    return total


@differential("int64(int64)")
def empty(n):
    for v in ():
        n += v
    else:
        n += 1
    return n


@differential("float64(float64)")
def many_elements(x):
    t = (x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7, x + 8, x + 9)
    total = 0.0
    for v in t:
        total = total * 1.5 + v
    return total


@differential("float64(float64*, intc)", p=Memory("float64", 6), n=SMALL)
def enumerated(p, n):
    total = 0.0
    a = carray(p, n)
    for i, v in enumerate(a):
        a[i] = v * i
        total = total * 2 + v - i
    return total


@differential("int64(intc, int64)", n=SMALL)
def enumerated_from(n, start):
    total = 0
    for i, v in enumerate(range(n), start):
        total = total * 3 + i - v
    for i, v in enumerate(range(n, 0, -1), start=2):
        total = total * 3 + i * v
    return total


@differential("float64(float64*, intc, intc)", p=Memory("float64", 6), n=SMALL, m=SMALL)
def zipped(p, n, m):
    total = 0.0
    for v, i in zip(carray(p, n), range(m)):
        total = total * 2 + v * i
    return total


@differential("float64(float64*, intc)", p=Memory("float64", 6), n=SMALL)
def zipped_with_tuples(p, n):
    total = 0.0
    for v, w, k in zip(carray(p, n), NODES, (1, 2, 3, 4), strict=False):
        total += v * w + k
    return total


@differential("float64(float64*, intc)", p=Memory("float64", 6), n=SMALL)
def enumerate_zip(p, n):
    total = 0.0
    a = carray(p, n)
    for i, (v, w) in enumerate(zip(a, reversed(a))):
        total = total * 2 + v - w * i
    return total


@differential("int64(intc, intc, intc)", a=Integers(-3, 3), b=Integers(-3, 3), step=Integers(-3, 3))
def reversed_range(a, b, step):
    total = 0
    for i in reversed(range(a, b, step)):
        total = total * 7 + i
    return total


@differential("float64(float64)")
def reversed_tuple(x):
    total = 0.0
    for v in reversed((x, 1.0, 2.0)):
        total = total * 2 + v
    return total


@differential("int64(intc, intc)", n=Integers(-1, 3), m=Integers(-1, 3))
def all_indices(n, m):
    total = 0
    for i, j in np.ndindex(n, m):
        total = total * 5 + i * 10 + j
    return total


@differential("int64(intc, intc)", n=Integers(0, 3), m=Integers(0, 3))
def indices_of_shape(n, m):
    total = 0
    for i, j, k in np.ndindex((n, 2, m)):
        total = total * 3 + i * 100 + j * 10 + k
    return total


@differential("float64(float64*, intc, intc)", p=Memory("float64", 9), n=Integers(0, 3), m=Integers(0, 3))
def elements_with_indices(p, n, m):
    total = 0.0
    for (i, j), v in np.ndenumerate(carray(p, (n, m))):
        total = total * 2 + v * (i + 1) - j
    for (i, j), v in np.ndenumerate(farray(p, (n, m))):
        total = total * 2 + v * (i + 1) - j
    return total


@differential("float64(float64*, intc)", p=Memory("float64", 12), n=Integers(0, 4))
def over_rows(p, n):
    total = 0.0
    for row in carray(p, (n, 3)):
        for v in row:
            total = total * 2 + v
    for row in farray(p, (n, 3)):
        for v in row:
            total = total * 2 + v
    return total


@differential("int64(intc)", n=SMALL)
def left_early(n):
    for i, k in enumerate(range(10, 20)):
        if i == n:
            break
    else:
        return -1
    return k


@differential("float64(float64*, intc, intc)", p=Memory("float64", 6), n=SMALL, m=SMALL, exact=True)
def zipped_strictly(p, n, m):
    total = 0.0
    for v, k in zip(carray(p, n), range(m), strict=True):
        total = total * 2 + v * k
        p[k] = total
    return total


@differential("int64(intc, intc, intc)", a=SMALL, b=SMALL, c=SMALL, exact=True)
def three_strictly(a, b, c):
    total = 0
    for i, (x, y, z) in enumerate(zip(range(a), range(1, b + 1), reversed(range(c)), strict=True)):
        if x + y == 11:
            break
        total = total * 3 + x * y - z * i
    else:
        total += 1000
    return total


@differential("int64(intc, intc, intc)", a=SMALL, b=SMALL, c=SMALL)
def strictly_caught(a, b, c):
    total = 0
    for n in range(b + 2):
        try:
            for x, y in zip(range(a), range(n), strict=True):
                total += x + y
                if x == c:
                    break
            total += 100
        except ValueError:
            total += 10000
    return total


@differential("int64(intc, intc, intc)", a=SMALL, b=SMALL, c=SMALL, exact=True)
def strict_sum(a, b, c):
    return sum(x * y + z for x, y, z in zip(range(a), range(b), range(c, 2 * c), strict=True))


@differential("boolean(intc, intc, intc)", a=SMALL, b=SMALL, c=SMALL, exact=True)
def strict_any(a, b, c):
    return any(x > y + c for x, y in zip(range(a), range(2, b + 2), strict=True))


@differential("int64(intc, intc)", a=SMALL, b=SMALL, exact=True)
def strict_in_strict(a, b):
    total = 0
    for x, y in zip(range(a), range(b), strict=True):
        for z, w in zip(range(x), range(y), strict=True):
            total += z * w + 1
    for z in zip(range(b), strict=True):
        total += z[0]
    return total


@differential("float64(float64)", exact=True)
def strict_tuples(x):
    total = 0.0
    for v, w in zip((x, 2.0, 3.0), (1.0, x, 0.5), strict=True):
        total = total * 2 + v * w
    (a, b), (c, d) = tuple(zip((x, 1.0), (2.0, x), strict=True))
    return total + a * b - c * d


@differential("float64(float64)", exact=True)
def strict_tuples_differ(x):
    total = 0.0
    for v, w in zip((x, 2.0, 3.0), (1.0, x), strict=True):
        total = total * 2 + v * w
    return total


@differential("float64(float64)", exact=True)
def strict_tuple_of_tuples(x):
    pairs = tuple(zip((x, 2.0), (1.0, x), (1.0, x, 3.0), strict=True))
    return pairs[0][0]
