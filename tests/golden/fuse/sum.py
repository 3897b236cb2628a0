# A sum of an expression in one piece or not: no memory but the frame's.
# signature: float64(double *, double *, intp)
import numpy as np

from upcall import carray


def f(p, q, n):
    a = carray(p, n + 1)
    d = a[1:] - a[:-1]
    return np.sum(d * d * carray(q, n))
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> float64
#   b0:
#     v0: int64 = add n, 1
#     a: float64[:] = call upcall.carray, p, v0
#     v1: float64[:] = getitem a, slice(1, None, None)
#     v2: float64[:] = getitem a, slice(None, -1, None)
#     d: float64[:] = sub v1, v2  # fused
#     v3: float64[:] = mul d, d  # fused
#     v4: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x0
#     v5: float64[:] = mul v3, v4  # fused
#     v6: float64 = call numpy.sum, v5
#     ret v6
