# Functions of elements that are no ufuncs, on arrays and on numbers.
# signature: float64(uint8*, float32*, int64, float64)
import numpy as np

from upcall import carray


def use(*arrays):
    return len(arrays)


def f(p, q, n, x):
    a, b = carray(p, n), carray(q, n)
    use(np.where(a, b, n), np.where(a, a, x), np.clip(a, -1, n), np.isclose(b, a), b.astype(np.int16), np.sinc(a), a.clip(1, 2))
    return np.where(x > 0.0, n, x)
# --- types
#   f(p: uint8*, q: float32*, n: int64, x: float64) -> float64
#   b0:
#     a: uint8[:] = call upcall.carray, p, n
#     b: float32[:] = call upcall.carray, q, n
#     v0: float32[:] = call numpy.where, a, b, n
#     v1: float64[:] = call numpy.where, a, a, x
#     v2: uint8[:] = call numpy.clip, a, -1, n
#     v3: boolean[:] = call numpy.isclose, b, a
#     v4: the method astype = getattr b.astype
#     v5: int16[:] = call v4, b, int16
#     v6: float64[:] = call numpy.sinc, a
#     v7: the method clip = getattr a.clip
#     v8: uint8[:] = call v7, a, 1, 2
#     v9: int64 = call use, v0, v1, v2, v3, v5, v6, v8
#     v10: boolean = gt x, 0.0
#     v11: float64 = call numpy.where, v10, n, x
#     ret v11
#
#   clip(a: uint8, a_min: uint8, a_max: uint8, min=None, max=None) -> uint8
#   b0:
#     v0: uint8 = call numpy.maximum, a, a_min
#     v1: uint8 = call numpy.minimum, v0, a_max
#     ret v1
#
#   isclose(a: float64, b: float64, rtol=1e-05, atol=1e-08, equal_nan=False) -> boolean
#   b0:
#     v0: float64 = sub a, b
#     v1: float64 = call builtins.abs, v0
#     v2: float64 = call builtins.abs, b
#     v3: float64 = mul 1e-05, v2
#     v4: float64 = add 1e-08, v3
#     v5: boolean = le v1, v4
#     branch v5, b1, b2
#   b1:
#     near: boolean = call numpy.isfinite, b
#     v6: boolean = truth near
#     branch v6, b4, b2
#   b2:
#     v7: boolean = eq a, b
#     branch v7, b4, b3
#   b3:
#     jump b4
#   b4:
#     v8: boolean = phi b1: near, b2: v7, b3: False
#     ret v8
#
#   sinc_of_float(x: float64) -> float64
#   b0:
#     y: float64 = mul 3.141592653589793, x
#     v0: boolean = ne y, 0.0
#     branch v0, b1, b2
#   b1:
#     v1: float64 = call numpy.sin, y
#     v2: float64 = truediv v1, y
#     jump b3
#   b2:
#     v3: float64 = call upcall.prelude.machine.like, 1.0, y
#     jump b3
#   b3:
#     v4: float64 = phi b1: v2, b2: v3
#     ret v4
#
#   use(arrays: (float32[:], float64[:], uint8[:], boolean[:], int16[:], float64[:], uint8[:])) -> int64
#   b0:
#     v0: int64 = call builtins.len, arrays
#     ret v0
