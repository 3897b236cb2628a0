# A variable that becomes an array in the second round of a loop.
# signature: float64(CPointer(float64), intc)
from upcall import carray


def f(p, n):
    y = z = 0.0
    while n > 0:
        n -= 1
        z = y
        y = carray(p, n)
    return z
# --- error E_MAYBE_UNBOUND
#   kinds_meet_in_loop.py:12 in f: this variable has no value on some way to this line
#      12 |     return z
#         |            ^
#   write: an assignment before the branch or loop that may skip it
