# A variable that a `while` counts down from the end while it isn't negative.
# signature: float64(CPointer(float64), intc)
from upcall import carray


def f(p, n):
    a = carray(p, n)
    total = 0.0
    i = n - 1
    while i >= 0:
        total += a[i]
        i -= 1
    return total
# --- bound
#   f(p: float64*, n: int32) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n  # in range 0x1, not negative 0x0
#     i: int64 = sub n, 1
#     jump b1
#   b1:
#     total: float64 = phi b0: 0.0, b2: total.1
#     i.1: int64 = phi b0: i, b2: i.2
#     v0: boolean = ge i.1, 0
#     branch v0, b2, b3
#   b2:
#     v1: float64 = getitem a, i.1  # in range 0x1, not negative 0x1
#     total.1: float64 = add total, v1 in place
#     i.2: int64 = sub i.1, 1 in place
#     jump b1
#   b3:
#     ret total
