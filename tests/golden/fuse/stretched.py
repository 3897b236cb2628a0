# What a broadcast stretches is computed before, once an element of its own.
# signature: void (double *, double *, double *, intp, intp)
import numpy as np

from upcall import carray


def f(p, q, r, n, m):
    a = carray(p, (n, m))
    v = carray(q, m)
    b = carray(r, (n, m))
    b[()] = a * np.exp(v)
# --- fuse
#   f(p: float64*, q: float64*, r: float64*, n: int64, m: int64) -> none
#   b0:
#     v0: (int64, int64) = tuple n, m
#     a: float64[:, :] = call upcall.carray, p, v0
#     v: float64[:] = call upcall.carray, q, m  # in range 0x1, not negative 0x1
#     v1: (int64, int64) = tuple n, m
#     b: float64[:, :] = call upcall.carray, r, v1  # in range 0x3, not negative 0x3
#     v2: float64[:] = call numpy.exp, v
#     v3: float64[:, :] = mul a, v2  # fused
#     setitem b, (), v3
#     ret None
