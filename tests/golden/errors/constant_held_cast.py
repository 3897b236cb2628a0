# NumPy raises OverflowError for a Python integer that a sized one can't hold.
# signature: int64()
import numpy as np


def f():
    return np.uint16(-1)
# --- error E_CONSTANT_HELD
#   constant_held_cast.py:7 in f: uint16 can't hold the constant -1
#       7 |     return np.uint16(-1)
#         |            ^^^^^^^^^^^^^
#   write: a constant that fits, or its low bits, as in 300 & 255
