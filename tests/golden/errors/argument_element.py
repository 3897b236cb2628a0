# Bits of arrays of floats.
# signature: void(int64*, double*)
import numpy as np

from upcall import carray


def f(p, q):
    np.bitwise_and(carray(p, 3), carray(q, 3))
# --- error E_ARGUMENT
#   argument_element.py:9 in f: argument 2 of numpy.bitwise_and must be of integers, not float64[:]
#       9 |     np.bitwise_and(carray(p, 3), carray(q, 3))
#         |                                  ^^^^^^^^^^^^
#   write: an array of other elements; a.astype(np.int64) makes one
