# A keyword of np.exp that says nothing of the numbers.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.exp(x, order="C")
# --- error E_KEYWORD
#   keyword.py:7 in f: numpy.exp doesn't take the keyword order in compiled code
#       7 |     return np.exp(x, order="C")
#         |            ^^^^^^^^^^^^^^^^^^^^
#   write: numpy.exp(x)
