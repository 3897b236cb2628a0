# np.nan_to_num of a number is a conditional expression.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.nan_to_num(x)
# --- error E_CALLEE
#   callee_nan_to_num.py:7 in f: can't compile a call of the function numpy.nan_to_num
#       7 |     return np.nan_to_num(x)
#         |            ^^^^^^^^^^^^^^^^
#   write: x if np.isfinite(x) else y, with the y that is meant
