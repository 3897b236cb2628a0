# A function of NumPy that isn't supported is named by its whole path.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.linalg.norm(x)
# --- error E_CALLEE
#   callee_linalg.py:7 in f: can't compile a call of the function numpy.linalg.norm
#       7 |     return np.linalg.norm(x)
#         |            ^^^^^^^^^^^^^^^^^
#   write: np.sqrt(np.sum(x * x))
