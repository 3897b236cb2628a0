# The number that enumerate gives is in range of its own array, and zip's are of theirs; ndindex's of the shape.
# signature: float64(CPointer(float64), intc)
import numpy as np

from upcall import carray


def f(p, n):
    a = carray(p, n)
    b = carray(p, (n, n))
    total = 0.0
    for i, v in enumerate(a):
        a[i] = v
    for k, w in zip(range(n), a):
        total += a[k] * w
    for i, j in np.ndindex(n, n):
        total += b[i, j]
    for (i, j), v in np.ndenumerate(b):
        b[i, j] = v
    for i in reversed(range(n)):
        total += a[i]
    return total
# --- bound
#   f(p: float64*, n: int32) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n  # in range 0x1, not negative 0x0
#     v0: (int64, int64) = tuple n, n
#     b: float64[:, :] = call upcall.carray, p, v0  # in range 0x3, not negative 0x3
#     v1: enumerate(float64[:]) = call builtins.enumerate, a
#     v2: enumerate(float64[:]) = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     v4: int64 = phi b0: 0, b2: v7
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b3
#   b2:
#     v6: (int64, float64) = iter_item v2, v4
#     v7: int64 = iter_next v4
#     v: float64 = unpack v6 1 of 2
#     i: int64 = unpack v6 0 of 2
#     setitem a, i, v  # in range 0x1, not negative 0x1
#     jump b1
#   b3:
#     v8: range = call builtins.range, n
#     v9: zip(range, float64[:]) = call builtins.zip, v8, a
#     v10: zip(range, float64[:]) = iter v9
#     v11: int64 = iter_count v10
#     jump b4
#   b4:
#     total: float64 = phi b3: 0.0, b5: total.1
#     v12: int64 = phi b3: 0, b5: v15
#     v13: boolean = iter_more v12, v11
#     branch v13, b5, b6
#   b5:
#     v14: (int64, float64) = iter_item v10, v12
#     v15: int64 = iter_next v12
#     w: float64 = unpack v14 1 of 2
#     k: int64 = unpack v14 0 of 2
#     v16: float64 = getitem a, k  # in range 0x1, not negative 0x1
#     v17: float64 = mul v16, w
#     total.1: float64 = add total, v17 in place
#     jump b4
#   b6:
#     v18: ndindex(2) = call numpy.ndindex, n, n
#     v19: ndindex(2) = iter v18
#     v20: int64 = iter_count v19
#     jump b7
#   b7:
#     total.2: float64 = phi b6: total, b8: total.3
#     v21: int64 = phi b6: 0, b8: v24
#     v22: boolean = iter_more v21, v20
#     branch v22, b8, b9
#   b8:
#     v23: (int64, int64) = iter_item v19, v21
#     v24: int64 = iter_next v21
#     j: int64 = unpack v23 1 of 2
#     i.1: int64 = unpack v23 0 of 2
#     v25: (int64, int64) = tuple i.1, j
#     v26: float64 = getitem b, v25  # in range 0x3, not negative 0x3
#     total.3: float64 = add total.2, v26 in place
#     jump b7
#   b9:
#     v27: ndenumerate(float64[:, :]) = call numpy.ndenumerate, b
#     v28: ndenumerate(float64[:, :]) = iter v27
#     v29: int64 = iter_count v28
#     jump b10
#   b10:
#     v30: int64 = phi b9: 0, b11: v33
#     v31: boolean = iter_more v30, v29
#     branch v31, b11, b12
#   b11:
#     v32: ((int64, int64), float64) = iter_item v28, v30
#     v33: int64 = iter_next v30
#     v.1: float64 = unpack v32 1 of 2
#     v34: (int64, int64) = unpack v32 0 of 2
#     j.1: int64 = unpack v34 1 of 2
#     i.2: int64 = unpack v34 0 of 2
#     v35: (int64, int64) = tuple i.2, j.1
#     setitem b, v35, v.1  # in range 0x3, not negative 0x3
#     jump b10
#   b12:
#     v36: range = call builtins.range, n
#     v37: reversed(range) = call builtins.reversed, v36
#     v38: reversed(range) = iter v37
#     v39: int64 = iter_count v38
#     jump b13
#   b13:
#     total.4: float64 = phi b12: total.2, b14: total.5
#     v40: int64 = phi b12: 0, b14: v42
#     v41: boolean = iter_more v40, v39
#     branch v41, b14, b15
#   b14:
#     i.3: int64 = iter_item v38, v40
#     v42: int64 = iter_next v40
#     v43: float64 = getitem a, i.3  # in range 0x1, not negative 0x1
#     total.5: float64 = add total.4, v43 in place
#     jump b13
#   b15:
#     ret total.4
