# A branch that both ends are compared in proves its index; after it nothing is known.
# signature: float64(CPointer(float64), int64, int64)
from upcall import carray


def f(p, n, i):
    a = carray(p, n)
    if 0 <= i < n:
        return a[i]
    return a[i - 1]
# --- bound
#   f(p: float64*, n: int64, i: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     v0: boolean = le 0, i
#     branch v0, b1, b3
#   b1:
#     v1: boolean = lt i, n
#     branch v1, b2, b3
#   b2:
#     v2: float64 = getitem a, i  # in range 0x1, not negative 0x1
#     jump b4
#   b3:
#     v3: int64 = sub i, 1
#     v4: float64 = getitem a, v3
#     jump b4
#   b4:
#     v5: float64 = phi b2: v2, b3: v4
#     ret v5
