# A loop to m says nothing of an array of length n: its indices aren't negative, no more.
# signature: float64(CPointer(float64), intc, intc)
from upcall import carray


def f(p, m, n):
    a = carray(p, n)
    total = 0.0
    for i in range(m):
        total += a[i]
    return total
# --- bound
#   f(p: float64*, m: int32, n: int32) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n  # in range 0x1, not negative 0x0
#     v0: range = call builtins.range, m
#     v1: boolean = lt n, m
#     v2: iterator over range = iter v0
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     total: float64 = phi b0: 0.0, b2: total.1
#     v4: int64 = phi b0: 0, b2: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b3
#   b2:
#     i: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: float64 = getitem a, i  # in range 0x0, not negative 0x1  # index 0 checked where v1
#     total.1: float64 = add total, v7 in place
#     jump b1
#   b3:
#     ret total
