# The types of reductions and products: integers are added up in 64 bits, a mean is a float, axes go or stay 1 long.
# signature: float64(int8*, float32*)
import numpy as np

from upcall import carray


def f(p, q):
    a = carray(p, (3, 4))
    x = carray(q, 3)
    rows = np.mean(a, axis=1, keepdims=True)
    return a.sum() + a.max() + rows[0, 0] + np.std(x, ddof=1) + (x @ np.any(a, axis=-1))
# --- types
#   f(p: int8*, q: float32*) -> float64
#   b0:
#     a: int8[:, :] = call upcall.carray, p, (3, 4)
#     x: float32[:] = call upcall.carray, q, 3
#     rows: float64[:, :] = call numpy.mean, a, axis=1, keepdims=True
#     v0: the method sum = getattr a.sum
#     v1: int64 = call v0, a
#     v2: the method max = getattr a.max
#     v3: int8 = call v2, a
#     v4: int64 = add v1, v3
#     v5: float64 = getitem rows, (0, 0)
#     v6: float64 = add v4, v5
#     v7: float32 = call numpy.std, x, ddof=1
#     v8: float64 = add v6, v7
#     v9: boolean[:] = call numpy.any, a, axis=-1
#     v10: float32 = matmul x, v9
#     v11: float64 = add v8, v10
#     ret v11
