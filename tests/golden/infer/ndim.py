# np.ndim of an array, of a number, of a tuple of things alike.
# signature: int64(float64*, int64)
import numpy as np

from upcall import carray


def f(p, n):
    return np.ndim(carray(p, (2, 3))) + 10 * np.ndim(n) + 100 * np.ndim(((1, n), (2, 3)))


# --- types
#   f(p: float64*, n: int64) -> int64
#   b0:
#     v0: float64[:, :] = call upcall.carray, p, (2, 3)
#     v1: int64 = call numpy.ndim, v0
#     v2: int64 = call numpy.ndim, n
#     v3: int64 = mul 10, v2
#     v4: int64 = add v1, v3
#     v5: (int64, int64) = tuple 1, n
#     v6: ((int64, int64), (int64, int64)) = tuple v5, (2, 3)
#     v7: int64 = call numpy.ndim, v6
#     v8: int64 = mul 100, v7
#     v9: int64 = add v4, v8
#     ret v9
