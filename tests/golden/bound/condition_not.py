# The ~ of a comparison says the opposite, as `not` does: no check is left.
# signature: double(double*, int64, int64)
from upcall import carray


def f(p, n, i):
    a = carray(p, n)
    if ~(i < 0) and ~(i >= n):
        return a[i]
    return 0.0
# --- bound
#   f(p: float64*, n: int64, i: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     v0: boolean = lt i, 0
#     v1: boolean = invert v0
#     v2: boolean = truth v1
#     branch v2, b1, b3
#   b1:
#     v3: boolean = ge i, n
#     v4: boolean = invert v3
#     v5: boolean = truth v4
#     branch v5, b2, b3
#   b2:
#     v6: float64 = getitem a, i  # in range 0x1, not negative 0x1
#     jump b3
#   b3:
#     v7: float64 = phi b0: 0.0, b1: 0.0, b2: v6
#     ret v7
