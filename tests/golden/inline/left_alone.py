# What stays a call.
# Loops that neither take an expression nor give one; more than one block; in a `try`, where each operation has a way out of its own.
# signature: double (double *, double *, intp)
import numpy as np

from upcall import carray


def norm(v):
    return np.sqrt(np.sum(v * v))


def square(v):
    return v * v


def rectified(v, n):
    return v if n else np.maximum(v, 0.0)


def f(p, q, n):
    a = carray(p, n)
    b = carray(q, n)
    try:
        b[:] = square(a)
    except ValueError:
        return 0.0
    return norm(a) + norm(b) + np.sum(rectified(a - b, n))
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     b: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     v0: float64[:] = call square, a
#     guard b1, raised: b4
#   b1:
#     setitem b, slice(None, None, None), v0
#     guard b2, raised: b3
#   b2:
#     v1: float64 = call norm, a
#     v2: float64 = call norm, b
#     v3: float64 = add v1, v2
#     v4: float64[:] = sub a, b
#     v5: float64[:] = call rectified, v4, n
#     v6: float64 = call numpy.sum, v5
#     v7: float64 = add v3, v6
#     jump b6
#   b3:
#     v8: an exception = caught
#     jump b5
#   b4:
#     v9: an exception = caught
#     jump b5
#   b5:
#     v10: an exception = phi b3: v8, b4: v9
#     v11: boolean = matches v10, ValueError
#     branch v11, b6, b7
#   b6:
#     v12: float64 = phi b2: v7, b5: 0.0
#     ret v12
#   b7:
#     raise v10
#
#   square(v: float64[:]) -> float64[:]
#   b0:
#     v0: float64[:] = mul v, v
#     ret v0
#
#   norm(v: float64[:]) -> float64
#   b0:
#     v0: float64[:] = mul v, v  # fused
#     v1: float64 = call numpy.sum, v0
#     v2: float64 = call numpy.sqrt, v1
#     ret v2
#
#   rectified(v: float64[:], n: int64) -> float64[:]
#   b0:
#     v0: boolean = truth n
#     branch v0, b2, b1
#   b1:
#     v1: float64[:] = call numpy.maximum, v, 0.0
#     jump b2
#   b2:
#     v2: float64[:] = phi b0: v, b1: v1
#     ret v2
