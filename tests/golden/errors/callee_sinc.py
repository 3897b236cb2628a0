# np.sinc of a number is a formula.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.sinc(x)
# --- error E_CALLEE
#   callee_sinc.py:7 in f: can't compile a call of the function numpy.sinc
#       7 |     return np.sinc(x)
#         |            ^^^^^^^^^^
#   write: np.sin(np.pi * x) / (np.pi * x) if x != 0 else 1.0
