# np.exp takes one argument.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.exp(x, x)
# --- error E_CALL_COUNT
#   call_count.py:7 in f: wrong number of arguments for numpy.exp: 2
#       7 |     return np.exp(x, x)
#         |            ^^^^^^^^^^^^
#   write: numpy.exp(x)
