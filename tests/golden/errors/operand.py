# The bits of an array of floats.
# signature: void(CPointer(float64))
from upcall import carray


def f(p):
    return ~carray(p, 3)
# --- error E_OPERAND
#   operand.py:7 in f: unsupported operand: ~x of float64[:]
#       7 |     return ~carray(p, 3)
#         |            ^^^^^^^^^^^^^
#   write: an array of other elements; a.astype(np.int64) makes one
