# The transpose of the last two axes, of an array that has one.
# signature: float64(float64*, intc)
from upcall import carray


def f(p, n):
    return carray(p, n).mT[0]
# --- error E_UNSUPPORTED_CONSTRUCT
#   attribute_matrix_transpose.py:7 in f: can't compile the mT of float64[:]: matrix transpose with ndim < 2 is undefined
#       7 |     return carray(p, n).mT[0]
#         |            ^^^^^^^^^^^^^^^
