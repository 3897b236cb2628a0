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
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     s: float64 = phi b0: 0.0, b2: s.1
#     v4: int64 = phi b0: 0, b2: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b3
#   b2:
#     i: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: int64 = mul 3, i
#     v8: int64 = add v7, 2
#     v9: float64 = getitem a, v8  # index 0 pretested at v2
#     s.1: float64 = add s, v9 in place
#     jump b1
#   b3:
#     b: float64[:] = call upcall.carray, q, n
#     v10: range = call builtins.range, n
#     v11: iterator over range = iter v10
#     v12: int64 = iter_count v11
#     jump b4
#   b4:
#     s.2: float64 = phi b3: s, b5: s.3
#     v13: int64 = phi b3: 0, b5: v15
#     v14: boolean = iter_more v13, v12
#     branch v14, b5, b6
#   b5:
#     i.1: int64 = iter_item v11, v13
#     v15: int64 = iter_next v13
#     v16: int64 = mul 3, i.1
#     v17: int64 = add v16, 2
#     v18: float64 = getitem a, v17  # in range 0x1, not negative 0x1
#     v19: float64 = getitem b, i.1  # in range 0x1, not negative 0x1
#     v20: float64 = mul v18, v19
#     s.3: float64 = add s.2, v20 in place
#     jump b4
#   b6:
#     ret s.2
