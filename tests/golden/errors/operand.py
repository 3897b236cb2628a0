# A sign before an array, which has no arithmetic yet.
# signature: void(CPointer(float64))
from upcall import carray


def f(p):
    return -carray(p, 3)
# --- error E_OPERAND
#   operand.py:7 in f: unsupported operand: -x of float64[:]
#       7 |     return -carray(p, 3)
#         |            ^^^^^^^^^^^^^
#   write: a loop over the elements
