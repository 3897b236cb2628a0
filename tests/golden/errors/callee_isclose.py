# np.isclose of numbers is a comparison.
# signature: float64(float64)
import numpy as np


def f(x):
    return 1.0 if np.isclose(x, 2.0) else x
# --- error E_CALLEE
#   callee_isclose.py:7 in f: can't compile a call of the function numpy.isclose
#       7 |     return 1.0 if np.isclose(x, 2.0) else x
#         |                   ^^^^^^^^^^^^^^^^^^
#   write: abs(x - y) <= 1e-08 + 1e-05 * abs(y), or math.isclose; for each element of an array in a loop
