# np.round isn't known; round is.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.round(x, 2)
# --- error E_CALLEE
#   callee_round.py:7 in f: can't compile a call of the function numpy.round
#       7 |     return np.round(x, 2)
#         |            ^^^^^^^^^^^^^^
#   write: round(x, digits), or np.rint(x), for each element of an array in a loop
