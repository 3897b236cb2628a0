# A keyword of np.exp that means nothing for numbers.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.exp(x, where=True)
# --- error E_KEYWORD
#   keyword.py:7 in f: numpy.exp doesn't take the keyword where in compiled code
#       7 |     return np.exp(x, where=True)
#         |            ^^^^^^^^^^^^^^^^^^^^^
#   write: numpy.exp(x)
