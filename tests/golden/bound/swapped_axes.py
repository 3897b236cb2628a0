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
#     v7: range = call builtins.range, n
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
#     v13: (int64, int64) = tuple j, i
#     setitem a, v13, 0.0  # in range 0x0, not negative 0x3  # index 0 pretested at v8  # index 1 pretested at v2
#     jump b3
#   b5:
#     ret None
