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
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     v4: int64 = phi b0: 0, b3: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b5
#   b2:
#     i: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: range = call builtins.range, left, right
#     v8: iterator over range = iter v7
#     v9: int64 = iter_count v8
#     jump b3
#   b3:
#     v10: int64 = phi b2: 0, b4: v12
#     v11: boolean = iter_more v10, v9
#     branch v11, b4, b1
#   b4:
#     j: int64 = iter_item v8, v10
#     v12: int64 = iter_next v10
#     v13: (int64, int64) = tuple i, j
#     v14: float64 = getitem a, v13  # index 0 pretested at v2  # index 1 pretested at v8
#     v15: float64 = mul v14, 2.0 in place
#     setitem a, v13, v15  # index 0 pretested at v2  # index 1 pretested at v8
#     jump b3
#   b5:
#     ret None
