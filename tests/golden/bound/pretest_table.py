# The two indices of an element have tests before loops of their own: the rows' before the outer loop, the columns' before each row.
# signature: void(CPointer(float64), int64, int64, int64, int64, int64, int64)
from upcall import carray


def f(p, n, m, top, bottom, left, right):
    a = carray(p, (n, m))
    for i in range(top, bottom):
        for j in range(left, right):
            a[i, j] *= 2.0
# --- bound
#   f(p: float64*, n: int64, m: int64, top: int64, bottom: int64, left: int64, right: int64) -> none
#   b0:
#     v0: (int64, int64) = tuple n, m
#     a: float64[:, :] = call upcall.carray, p, v0
#     v1: range = call builtins.range, top, bottom
#     v2: boolean = lt top, 0
#     v3: boolean = lt n, bottom
#     v4: boolean = or v2, v3
#     v5: iterator over range = iter v1
#     v6: int64 = iter_count v5
#     jump b1
#   b1:
#     v7: int64 = phi b0: 0, b3: v9
#     v8: boolean = iter_more v7, v6
#     branch v8, b2, b5
#   b2:
#     i: int64 = iter_item v5, v7
#     v9: int64 = iter_next v7
#     v10: range = call builtins.range, left, right
#     v11: boolean = lt left, 0
#     v12: boolean = lt m, right
#     v13: boolean = or v11, v12
#     v14: iterator over range = iter v10
#     v15: int64 = iter_count v14
#     jump b3
#   b3:
#     v16: int64 = phi b2: 0, b4: v18
#     v17: boolean = iter_more v16, v15
#     branch v17, b4, b1
#   b4:
#     j: int64 = iter_item v14, v16
#     v18: int64 = iter_next v16
#     v19: (int64, int64) = tuple i, j
#     v20: float64 = getitem a, v19  # index 0 checked where v4  # index 1 checked where v13
#     v21: float64 = mul v20, 2.0 in place
#     setitem a, v19, v21  # index 0 checked where v4  # index 1 checked where v13
#     jump b3
#   b5:
#     ret None
