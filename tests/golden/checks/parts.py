# An axis that a part of an array has whole is as long as it was.
# signature: float64(float64*, int64, int64)
from upcall import carray


def f(p, n, m):
    a = carray(p, (n, m))
    part = a[:, 1:, None]
    total = 0.0
    for i in range(n):
        for j in range(part.shape[1]):
            total += part[i, j, 0]
    return total
# --- checks
#   0 of 3 indices of arrays are checked when the code runs
