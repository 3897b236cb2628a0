# A function of NumPy's takes a Python integer for a number of the sized type beside it.
# signature: int64(int64)
import numpy as np


def f(x):
    return np.maximum(np.uint8(x), 300)
# --- error E_CONSTANT_BEYOND
#   constant_beyond_beside.py:7 in f: Python integer 300 out of bounds for uint8
#       7 |     return np.maximum(np.uint8(x), 300)
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: int(x) for the other operand, or a constant of a wider type such as np.int64(...)
