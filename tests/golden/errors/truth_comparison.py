# A comparison of arrays is an array.
# signature: int64(double*, int64)
from upcall import carray


def f(p, n):
    if carray(p, n) > 0.5:
        return 1
    return 0
# --- error E_TRUTH
#   truth_comparison.py:7 in f: boolean[:] is neither true nor false
#       7 |     if carray(p, n) > 0.5:
#         |        ^^^^^^^^^^^^^^^^^^
#   write: a comparison that gives a bool
