# The length of an array that is passed on is no value of the function that takes it: the test before the loop asks for it.
# signature: double(double*, int64, int64, int64)
from upcall import carray


def total(a, low, high):
    s = 0.0
    for i in range(low, high):
        for j in range(low, i):
            s += a[j, i + high]
    return s


def f(p, n, low, high):
    return total(carray(p, (n, n)), low, high)
# --- bound
#   f(p: float64*, n: int64, low: int64, high: int64) -> float64
#   b0:
#     v0: (int64, int64) = tuple n, n
#     v1: float64[:, :] = call upcall.carray, p, v0  # in range 0x2, not negative 0x2
#     v2: float64 = call total, v1, low, high
#     ret v2
#
#   total(a: float64[:, :], low: int64, high: int64) -> float64
#   b0:
#     v0: range = call builtins.range, low, high
#     v1: uint64 = add high, 72057594037927936
#     v2: boolean = gt v1, 144115188075855872
#     v3: uint64 = add low, 72057594037927936
#     v4: boolean = gt v3, 144115188075855872
#     v5: boolean = or v2, v4
#     v6: int64 = add high, low
#     v7: boolean = lt v6, 0
#     v8: boolean = or v5, v7
#     v9: (int64, int64) = getattr a.shape
#     v10: int64 = unpack v9 1 of 2
#     v11: uint64 = add v10, 72057594037927936
#     v12: boolean = gt v11, 144115188075855872
#     v13: int64 = mul high, -2
#     v14: int64 = add v10, v13
#     v15: boolean = lt v14, 0
#     v16: boolean = or v12, v15
#     v17: boolean = or v8, v16
#     v18: iterator over range = iter v0
#     v19: int64 = iter_count v18
#     jump b1
#   b1:
#     s: float64 = phi b0: 0.0, b3: s.1
#     v20: int64 = phi b0: 0, b3: v22
#     v21: boolean = iter_more v20, v19
#     branch v21, b2, b5
#   b2:
#     i: int64 = iter_item v18, v20
#     v22: int64 = iter_next v20
#     v23: range = call builtins.range, low, i
#     v24: boolean = lt low, 0
#     v25: (int64, int64) = getattr a.shape
#     v26: int64 = unpack v25 0 of 2
#     v27: boolean = lt v26, i
#     v28: boolean = or v24, v27
#     v29: iterator over range = iter v23
#     v30: int64 = iter_count v29
#     jump b3
#   b3:
#     s.1: float64 = phi b2: s, b4: s.2
#     v31: int64 = phi b2: 0, b4: v33
#     v32: boolean = iter_more v31, v30
#     branch v32, b4, b1
#   b4:
#     j: int64 = iter_item v29, v31
#     v33: int64 = iter_next v31
#     v34: int64 = add i, high
#     v35: (int64, int64) = tuple j, v34
#     v36: float64 = getitem a, v35  # index 0 checked where v28  # index 1 checked where v17
#     s.2: float64 = add s.1, v36 in place
#     jump b3
#   b5:
#     ret s
