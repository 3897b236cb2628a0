# np.where of a number is a conditional expression.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.where(x > 0, x, -x)
# --- error E_CALLEE
#   callee_where.py:7 in f: can't compile a call of the function numpy.where
#       7 |     return np.where(x > 0, x, -x)
#         |            ^^^^^^^^^^^^^^^^^^^^^^
#   write: a if condition else b, for each element of an array in a loop
