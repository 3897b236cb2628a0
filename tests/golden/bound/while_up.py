# A variable that a `while` counts up from 0 while it is below n.
# signature: float64(CPointer(float64), int64)
from upcall import carray


def f(p, n):
    a = carray(p, n)
    total = 0.0
    i = 0
    while i < n:
        total += a[i]
        i += 1
    return total
# --- bound
#   f(p: float64*, n: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     jump b1
#   b1:
#     total: float64 = phi b0: 0.0, b2: total.1
#     i: int64 = phi b0: 0, b2: i.1
#     v0: boolean = lt i, n
#     branch v0, b2, b3
#   b2:
#     v1: float64 = getitem a, i  # in range 0x1, not negative 0x1
#     total.1: float64 = add total, v1 in place
#     i.1: int64 = add i, 1 in place
#     jump b1
#   b3:
#     ret total
