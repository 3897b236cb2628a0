# Lengths of arrays that are made are known: no index needs a check.
# signature: float64(int64)
import numpy as np


def f(n):
    x = np.zeros(n)
    y = np.ones_like(x)
    z = y * 2.0
    w = np.array([1.0, 2.0, 3.0])
    s = 0.0
    for i in range(n):
        x[i] = y[i] + z[i]
    for i in range(3):
        s += w[i]
    return s
# --- bound
#   f(n: int64) -> float64
#   b0:
#     x: float64[:] = call numpy.zeros, n
#     y: float64[:] = call numpy.ones_like, x
#     z: float64[:] = mul y, 2.0
#     v0: [float64, float64, float64] = rest (1.0, 2.0, 3.0) 0 of 0
#     w: float64[:] = call numpy.array, v0
#     v1: range = call builtins.range, n
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     v4: int64 = phi b0: 0, b2: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b3
#   b2:
#     i: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: float64 = getitem y, i  # in range 0x1, not negative 0x1
#     v8: float64 = getitem z, i  # in range 0x1, not negative 0x1
#     v9: float64 = add v7, v8
#     setitem x, i, v9  # in range 0x1, not negative 0x1
#     jump b1
#   b3:
#     v10: range = call builtins.range, 3
#     v11: iterator over range = iter v10
#     v12: int64 = iter_count v11
#     jump b4
#   b4:
#     s: float64 = phi b3: 0.0, b5: s.1
#     v13: int64 = phi b3: 0, b5: v15
#     v14: boolean = iter_more v13, v12
#     branch v14, b5, b6
#   b5:
#     i.1: int64 = iter_item v11, v13
#     v15: int64 = iter_next v13
#     v16: float64 = getitem w, i.1  # in range 0x1, not negative 0x1
#     s.1: float64 = add s, v16 in place
#     jump b4
#   b6:
#     ret s
# --- checks
#   0 of 4 indices of arrays are checked when the code runs
