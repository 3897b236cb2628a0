# 3 * n may wrap, so that the view is shorter than it seems; once n is known to be a length it can't.
# signature: float64(CPointer(float64), CPointer(float64), int64)
from upcall import carray


def f(p, q, n):
    a = carray(p, 3 * n)
    s = 0.0
    for i in range(n):
        s += a[3 * i + 2]
    b = carray(q, n)
    for i in range(n):
        s += a[3 * i + 2] * b[i]
    return s
# --- bound
#   f(p: float64*, q: float64*, n: int64) -> float64
#   b0:
#     v0: int64 = mul 3, n
#     a: float64[:] = call upcall.carray, p, v0
#     v1: range = call builtins.range, n
#     v2: uint64 = add v0, 72057594037927936
#     v3: boolean = gt v2, 144115188075855872
#     v4: uint64 = add n, 72057594037927936
#     v5: boolean = gt v4, 144115188075855872
#     v6: boolean = or v3, v5
#     v7: int64 = mul n, -3
#     v8: int64 = add v0, v7
#     v9: boolean = lt v8, 0
#     v10: boolean = or v6, v9
#     v11: iterator over range = iter v1
#     v12: int64 = iter_count v11
#     jump b1
#   b1:
#     s: float64 = phi b0: 0.0, b2: s.1
#     v13: int64 = phi b0: 0, b2: v15
#     v14: boolean = iter_more v13, v12
#     branch v14, b2, b3
#   b2:
#     i: int64 = iter_item v11, v13
#     v15: int64 = iter_next v13
#     v16: int64 = mul 3, i
#     v17: int64 = add v16, 2
#     v18: float64 = getitem a, v17  # index 0 checked where v10
#     s.1: float64 = add s, v18 in place
#     jump b1
#   b3:
#     b: float64[:] = call upcall.carray, q, n
#     v19: range = call builtins.range, n
#     v20: iterator over range = iter v19
#     v21: int64 = iter_count v20
#     jump b4
#   b4:
#     s.2: float64 = phi b3: s, b5: s.3
#     v22: int64 = phi b3: 0, b5: v24
#     v23: boolean = iter_more v22, v21
#     branch v23, b5, b6
#   b5:
#     i.1: int64 = iter_item v20, v22
#     v24: int64 = iter_next v22
#     v25: int64 = mul 3, i.1
#     v26: int64 = add v25, 2
#     v27: float64 = getitem a, v26  # in range 0x1, not negative 0x1
#     v28: float64 = getitem b, i.1  # in range 0x1, not negative 0x1
#     v29: float64 = mul v27, v28
#     s.3: float64 = add s.2, v29 in place
#     jump b4
#   b6:
#     ret s.2
