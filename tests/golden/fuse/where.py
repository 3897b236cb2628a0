# A ufunc with where= is one nest: what isn't computed is what was there.
# signature: void (double *, double *, intp)
import numpy as np

from upcall import carray


def f(p, q, n):
    a, out = carray(p, n), carray(q, n)
    np.sqrt(a, out=out, where=a > 0.0)
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> none
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     out: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     v0: boolean[:] = gt a, 0.0  # fused
#     v1: float64[:] = call numpy.sqrt, a  # fused
#     v2: float64[:] = call upcall.prelude.machine.put, v1, v0, out, out=out
#     ret None
