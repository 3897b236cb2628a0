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
# --- error E_KINDS_MEET
#   kinds_meet_in_loop.py:11 in f: y is float64[:] here and float64 on another way to the same place
#      11 |         y = carray(p, n)
#         |             ^^^^^^^^^^^^ float64[:]
#       7 |     y = z = 0.0
#         |             ^^^ float64
#   write: two names for the two things, or the same kind of value on both ways
