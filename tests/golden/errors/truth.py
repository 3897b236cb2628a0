# An array as a condition.
# signature: float64(CPointer(float64))
from upcall import carray


def f(p):
    if carray(p, 3):
        return 1.0
    return 0.0
# --- error E_TRUTH
#   truth.py:7 in f: float64[:] is neither true nor false
#       7 |     if carray(p, 3):
#         |        ^^^^^^^^^^^^
#   write: a comparison that gives a bool
