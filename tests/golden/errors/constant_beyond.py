# NumPy raises OverflowError for a Python integer that the sized operand's type can't hold.
# signature: int64(int64)
import numpy as np


def f(x):
    return np.uint8(x) + 300
# --- error E_CONSTANT_BEYOND
#   constant_beyond.py:7 in f: Python integer 300 out of bounds for uint8
#       7 |     return np.uint8(x) + 300
#         |            ^^^^^^^^^^^^^^^^^
#   write: int(x) for the other operand, or a constant of a wider type such as np.int64(...)
