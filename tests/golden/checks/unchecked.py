# Without checks only what may count from the end costs anything.
# signature: float64(float64*, int64*, int64)
# options: boundscheck=False
from upcall import carray


def f(p, q, n):
    a, b = carray(p, n), carray(q, n)
    s = 0.0
    for i in range(n):
        s += a[b[i]] + a[2 * i]
    return s
# --- checks
#   1 of 3 indices of arrays are not known to count from the beginning
#   unchecked.py:11 in f: the index of a may be negative and so count from the end: it was read from memory
