# Each reason why a check is left.
# signature: float64(float64*, int64*, int64, int64, uint64)
from upcall import carray


def g(i):
    return i if i % 7 else 3


def f(p, q, m, n, u):
    a = carray(p, n)
    b = carray(q, (m, n))
    s = a[u]
    for i in range(m):
        s += a[b[i, i]]
        s += a[i]
        s += a[m]
        s += a[i * i]
        s += a[g(i)]
    k = 0
    while s > 0.0:
        k += 3
        s -= a[k]
    return s
# --- checks
#   7 of 9 indices of arrays are checked when the code runs
#   reasons.py:13 in f: the index of a may be negative or too large: it is no signed integer of 64 bits
#   reasons.py:15 in f: index 1 of b may be too large: nothing before says how i and the length are related; one test before the loop stands for it
#   reasons.py:15 in f: the index of a may be negative or too large: it was read from memory
#   reasons.py:17 in f: the index of a may be too large: nothing before says how m and the length are related
#   reasons.py:18 in f: the index of a may be negative or too large: nothing before says how it and the length are related
#   reasons.py:19 in f: the index of a may be negative or too large: it is the result of a call
#   reasons.py:23 in f: the index of a may be negative or too large: the arithmetic of k may wrap at 64 bits
