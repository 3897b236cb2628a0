# A loop's index in a helper is proved where the loop is.
# signature: void (double *, double *, intp)
from upcall import carray


def curvature(u, i):
    return u[i - 1] - 2.0 * u[i] + u[i + 1]


def f(p, q, n):
    a = carray(p, n)
    b = carray(q, n)
    for i in range(1, n - 1):
        b[i] = curvature(a, i)
# --- checks
#   0 of 4 indices of arrays are checked when the code runs
