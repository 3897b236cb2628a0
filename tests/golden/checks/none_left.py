# All indices are proved.
# signature: float64(float64*, float64*, int64, int64)
from upcall import carray


def f(p, q, m, n):
    a = carray(p, 2 * n)
    b = carray(q, (m, n + 1))
    s = 0.0
    for i in range(n):
        s += a[2 * i + 1] - a[2 * n - 1 - i]
    for i in range(1, m - 1):
        for j in range(n):
            b[i, j + 1] += b[i + 1, j] - b[i - 1, n - j]
    return a[min(m, 2 * n - 1)] if m >= 0 and n > 0 else s
# --- checks
#   0 of 11 indices of arrays are checked when the code runs
