# A variable that is an array on one way and a number on another.
# signature: float64(CPointer(float64), intc)
from upcall import carray


def f(p, n):
    y = 0.0
    if n > 3:
        y = carray(p, n)
    return y
# --- error E_KINDS_MEET
#   kinds_meet.py:9 in f: y is float64[:] here and float64 on another way to the same place
#       9 |         y = carray(p, n)
#         |             ^^^^^^^^^^^^ float64[:]
#       7 |     y = 0.0
#         |         ^^^ float64
#   write: two names for the two things, or the same kind of value on both ways
