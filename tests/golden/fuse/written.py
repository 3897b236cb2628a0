# What an operation reads may be written before its nest: then it is computed where it stands. A new array is nobody else's.
# signature: void (double *, double *, intp)
import numpy as np

from upcall import carray


def f(p, q, n):
    a = carray(p, n)
    b = carray(q, n)
    c = np.zeros(n)
    d = a + 1.0
    e = c + 1.0
    a[0] = 7.0
    b[()] = d + e
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> none
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     b: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     c: float64[:] = call numpy.zeros, n  # in range 0x1, not negative 0x1
#     d: float64[:] = add a, 1.0
#     e: float64[:] = add c, 1.0  # fused
#     setitem a, 0, 7.0  # in range 0x0, not negative 0x1
#     v0: float64[:] = add d, e  # fused
#     setitem b, (), v0
#     ret None
