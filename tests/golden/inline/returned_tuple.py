# Arrays that come back in a tuple, arguments by default and by name; of what nobody uses only the shape is asked for.
# signature: double (double *, double *, intp, double)
import numpy as np

from upcall import carray


def around(v, w, by=2.0, *, factor=1.0):
    return v * factor - by, v + w


def f(p, q, n, x):
    a = carray(p, n)
    b = carray(q, n)
    low, high = around(a, b, factor=x)
    b[:] = low * high
    return np.sum(around(a, b, 0.5)[0])
# --- fuse
#   f(p: float64*, q: float64*, n: int64, x: float64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     b: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     v0: float64[:] = mul a, x  # fused
#     v1: float64[:] = sub v0, global around, default 0  # fused
#     v2: float64[:] = add a, b  # fused
#     v3: float64[:] = mul v1, v2  # fused
#     setitem b, slice(None, None, None), v3
#     v4: float64[:] = mul a, global around, keyword_default factor  # fused
#     v5: float64[:] = sub v4, 0.5  # fused
#     v6: float64[:] = add a, b  # fused
#     v7: float64 = call numpy.sum, v5
#     ret v7
