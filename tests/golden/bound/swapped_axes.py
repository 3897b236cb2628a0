# The lengths belong to the axes: i is in range of the second one, not of the first.
# signature: void(CPointer(float64), intc, intc)
from upcall import carray


def f(p, m, n):
    a = carray(p, (m, n))
    for i in range(m):
        for j in range(n):
            a[j, i] = 0.0
# --- bound
#   f(p: float64*, m: int32, n: int32) -> none
#   b0:
#     v0: (int64, int64) = tuple m, n
#     a: float64[:, :] = call upcall.carray, p, v0  # in range 0x3, not negative 0x0
#     v1: range = call builtins.range, m
#     v2: boolean = lt n, m
#     v3: iterator over range = iter v1
#     v4: int64 = iter_count v3
#     jump b1
#   b1:
#     v5: int64 = phi b0: 0, b3: v7
#     v6: boolean = iter_more v5, v4
#     branch v6, b2, b5
#   b2:
#     i: int64 = iter_item v3, v5
#     v7: int64 = iter_next v5
#     v8: range = call builtins.range, n
#     v9: boolean = lt m, n
#     v10: iterator over range = iter v8
#     v11: int64 = iter_count v10
#     jump b3
#   b3:
#     v12: int64 = phi b2: 0, b4: v14
#     v13: boolean = iter_more v12, v11
#     branch v13, b4, b1
#   b4:
#     j: int64 = iter_item v10, v12
#     v14: int64 = iter_next v12
#     v15: (int64, int64) = tuple j, i
#     setitem a, v15, 0.0  # in range 0x0, not negative 0x3  # index 0 checked where v9  # index 1 checked where v2
#     jump b3
#   b5:
#     ret None
