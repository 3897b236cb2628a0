# Arithmetic of a whole array and a string: where each type comes from.
# signature: void(float64*, int64)
from upcall import carray


def f(p, n):
    a = carray(p, n)
    a[0] = a + "x"
# --- error E_OPERANDS
#   operands_array.py:8 in f: unsupported operands: float64[:] + 'x'
#       8 |     a[0] = a + "x"
#         |            ^^^^^^^
#         |            ^ float64[:], from line 7
#         |                ^^^ 'x'
#   write: an array of other elements; a.astype(np.int64) makes one
