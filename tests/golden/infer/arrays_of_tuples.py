# Arrays that are made of what is there; asarray() of what is such an array is the array itself.
# signature: float64(float64, int64, float64*)
import numpy as np

from upcall import carray


def f(x, n, p):
    a = np.array([x, 1])
    b = np.array(((1, 2), (3, n)))
    c = np.asarray(a)
    d = np.asarray(carray(p, (n, 2)).T, dtype=np.float32)
    e = np.array([a, c])
    g = carray(p, n).copy()
    return a[0] + b[1, 1] + c[0] + d[0, 0] + e[0, 0] + g[0]
# --- types
#   f(x: float64, n: int64, p: float64*) -> float64
#   b0:
#     v0: (float64, int64) = tuple x, 1
#     v1: [float64, int64] = rest v0 0 of 0
#     a: float64[:] = call numpy.array, v1
#     v2: (int64, int64) = tuple 3, n
#     v3: ((int64, int64), (int64, int64)) = tuple (1, 2), v2
#     b: int64[:, :] = call numpy.array, v3
#     c: float64[:] = call numpy.asarray, a
#     v4: (int64, int64) = tuple n, 2
#     v5: float64[:, :] = call upcall.carray, p, v4
#     v6: float64[:, :] in Fortran order = getattr v5.T
#     d: float32[:, :] in Fortran order = call numpy.asarray, v6, dtype=float32
#     v7: (float64[:], float64[:]) = tuple a, c
#     v8: [float64[:], float64[:]] = rest v7 0 of 0
#     e: float64[:, :] = call numpy.array, v8
#     v9: float64[:] = call upcall.carray, p, n
#     v10: the method copy = getattr v9.copy
#     g: float64[:] = call v10, v9
#     v11: float64 = getitem a, 0
#     v12: int64 = getitem b, (1, 1)
#     v13: float64 = add v11, v12
#     v14: float64 = getitem c, 0
#     v15: float64 = add v13, v14
#     v16: float32 = getitem d, (0, 0)
#     v17: float64 = add v15, v16
#     v18: float64 = getitem e, (0, 0)
#     v19: float64 = add v17, v18
#     v20: float64 = getitem g, 0
#     v21: float64 = add v19, v20
#     ret v21
