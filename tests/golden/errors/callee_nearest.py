# Of a function of NumPy's that isn't there: what to write, and the nearest names that are.
# signature: float64(float64, float64)
import numpy as np


def f(x, y):
    return np.setxor1d(x, y)[0]
# --- error E_CALLEE
#   callee_nearest.py:7 in f: can't compile a call of the function numpy.setxor1d
#       7 |     return np.setxor1d(x, y)[0]
#         |            ^^^^^^^^^^^^^^^^^
#   write: the formula for numbers; for arrays, a loop over the elements; the nearest that are there: numpy.sort, numpy.bitwise_xor and numpy.floor
