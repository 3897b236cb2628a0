# np.exp takes one argument.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.exp(x, x)
# --- error E_CALL_COUNT
#   call_count.py:7 in f: numpy.exp doesn't take 2 arguments
#       7 |     return np.exp(x, x)
#         |            ^^^^^^^^^^^^
#   write: 1 argument (e ** x)
