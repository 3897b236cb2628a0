# Arrays that are made: their elements, order and number of axes.
# signature: float64(int64, float64*)
import numpy as np

from upcall import carray


def f(n, p):
    a = np.empty((n, 3))
    b = np.zeros(n, dtype=np.int8)
    c = np.full((2, n), 3, order="F")
    d = np.ones_like(c, dtype="f4")
    e = np.zeros_like(carray(p, (n, 2)))
    return a[0, 0] + b[0] + c[0, 0] + d[0, 0] + e[0, 0]
# --- types
#   f(n: int64, p: float64*) -> float64
#   b0:
#     v0: (int64, int64) = tuple n, 3
#     a: float64[:, :] = call numpy.empty, v0
#     b: int8[:] = call numpy.zeros, n, dtype=int8
#     v1: (int64, int64) = tuple 2, n
#     c: int64[:, :] in Fortran order = call numpy.full, v1, 3, order='F'
#     d: float32[:, :] in Fortran order = call numpy.ones_like, c, dtype='f4'
#     v2: (int64, int64) = tuple n, 2
#     v3: float64[:, :] = call upcall.carray, p, v2
#     e: float64[:, :] = call numpy.zeros_like, v3
#     v4: float64 = getitem a, (0, 0)
#     v5: int64 = getitem b, 0
#     v6: float64 = add v4, v5
#     v7: int64 = getitem c, (0, 0)
#     v8: float64 = add v6, v7
#     v9: float32 = getitem d, (0, 0)
#     v10: float64 = add v8, v9
#     v11: float64 = getitem e, (0, 0)
#     v12: float64 = add v10, v11
#     ret v12
