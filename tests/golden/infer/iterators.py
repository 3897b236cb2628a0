# What loops go over: an item is what the iterator gives.
# signature: float64(float64*, int64)
import numpy as np
from upcall import carray


def f(p, n):
    a = carray(p, (n, 2))
    total = 0.0
    for i, row in enumerate(a):
        for x, k in zip(row, reversed(range(2))):
            total += x * k * i
    for i, j in np.ndindex(n, 2):
        total += a[i, j]
    for (i, j), x in np.ndenumerate(a):
        total += x * len(a)
    return total
# --- types
#   f(p: float64*, n: int64) -> float64
#   b0:
#     v0: (int64, int64) = tuple n, 2
#     a: float64[:, :] = call upcall.carray, p, v0
#     v1: enumerate(float64[:, :]) = call builtins.enumerate, a
#     v2: enumerate(float64[:, :]) = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     total: float64 = phi b0: 0.0, b3: total.1
#     v4: int64 = phi b0: 0, b3: v7
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b5
#   b2:
#     v6: (int64, float64[:]) = iter_item v2, v4
#     v7: int64 = iter_next v4
#     row: float64[:] = unpack v6 1 of 2
#     i: int64 = unpack v6 0 of 2
#     v8: range = call builtins.range, 2
#     v9: reversed(range) = call builtins.reversed, v8
#     v10: zip(float64[:], reversed(range)) = call builtins.zip, row, v9
#     v11: zip(float64[:], reversed(range)) = iter v10
#     v12: int64 = iter_count v11
#     jump b3
#   b3:
#     total.1: float64 = phi b2: total, b4: total.2
#     v13: int64 = phi b2: 0, b4: v16
#     v14: boolean = iter_more v13, v12
#     branch v14, b4, b1
#   b4:
#     v15: (float64, int64) = iter_item v11, v13
#     v16: int64 = iter_next v13
#     k: int64 = unpack v15 1 of 2
#     x: float64 = unpack v15 0 of 2
#     v17: float64 = mul x, k
#     v18: float64 = mul v17, i
#     total.2: float64 = add total.1, v18 in place
#     jump b3
#   b5:
#     v19: ndindex(2) = call numpy.ndindex, n, 2
#     v20: ndindex(2) = iter v19
#     v21: int64 = iter_count v20
#     jump b6
#   b6:
#     total.3: float64 = phi b5: total, b7: total.4
#     v22: int64 = phi b5: 0, b7: v25
#     v23: boolean = iter_more v22, v21
#     branch v23, b7, b8
#   b7:
#     v24: (int64, int64) = iter_item v20, v22
#     v25: int64 = iter_next v22
#     j: int64 = unpack v24 1 of 2
#     i.1: int64 = unpack v24 0 of 2
#     v26: (int64, int64) = tuple i.1, j
#     v27: float64 = getitem a, v26
#     total.4: float64 = add total.3, v27 in place
#     jump b6
#   b8:
#     v28: ndenumerate(float64[:, :]) = call numpy.ndenumerate, a
#     v29: ndenumerate(float64[:, :]) = iter v28
#     v30: int64 = iter_count v29
#     jump b9
#   b9:
#     total.5: float64 = phi b8: total.3, b10: total.6
#     v31: int64 = phi b8: 0, b10: v34
#     v32: boolean = iter_more v31, v30
#     branch v32, b10, b11
#   b10:
#     v33: ((int64, int64), float64) = iter_item v29, v31
#     v34: int64 = iter_next v31
#     x.1: float64 = unpack v33 1 of 2
#     v35: (int64, int64) = unpack v33 0 of 2
#     j.1: int64 = unpack v35 1 of 2
#     i.2: int64 = unpack v35 0 of 2
#     v36: int64 = call builtins.len, a
#     v37: float64 = mul x.1, v36
#     total.6: float64 = add total.5, v37 in place
#     jump b9
#   b11:
#     ret total.5
