# Types that feed each other: a tuple of its own elements, in nested functions that are specialised by what they capture.
# signature: complex128(int64*, int64, int64, float64)
import collections
import math

import numpy as np

from upcall import carray, farray

P = collections.namedtuple("P", "x y")
F = np.array([0.5, -2.0, 3.25])


def h0(a, b):
    return a // b


def h1(a, b):
    try:
        return h0(a, b - 1)
    except ZeroDivisionError:
        return a


def h2(a, b):
    for i in range(3):
        if i == a:
            return b
    else:
        b += 1
    return h1(b, a)


def k0(a, b):
    return a * b + 0.5


def k1(a, b):
    try:
        return k0(a, h0(b, 2)) if a > 0 else F[b]
    finally:
        b = 3


def mk(a, b):
    return a, b


def f(p, n, m, x):
    v = carray(p, 8)
    w = farray(p, (2, 4))

    def u2(v3, v4=2):
        for v6 in F:
            def u16(v17, v18=2):
                return P((v3 if False else 4), -1.25)[0]
        def u21(v22, v23=1.5):
            for v26 in reversed(range(3)):
                v23 += k1(min(v23, (0.0 ** 2)), v26)
                v27, v28 = v25
                v25 = (((False + v27) * math.gcd(v22, 12)), *mk((v27 & v22), (v26 / v27)))[::2]
            return h2(h1((0 if False else v3), (v[v22 % 2, 5] if False else w[v3 % 2, v22])), ((v22 // v22) % v3))
        v24 = u21(((min(v3 for g29 in v if g29 != 1) + (v3 + v3)) or -1), v4)
        try:
            try:
                v30 = math.gcd(v3, 12)
            finally:
                v31 = (P(v24, v4)[0] + int(v4)) <= F[v24]
        except LookupError:
            raise
        return 2
    v5 = u2(n)
    return 1j
# --- error E_TYPES_ENDLESS
#   types_endless.py:57 in u21: the types of f.<locals>.u2.<locals>.u21 change without end
#      63 |         v24 = u21(((min(v3 for g29 in v if g29 != 1) + (v3 + v3)) or -1), v4)
#         |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ u21 is called here
#      72 |     v5 = u2(n)
#         |          ^^^^^ u2 is called here
#   write: variables that keep one type in a loop
