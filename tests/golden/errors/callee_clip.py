# np.clip of a number is min and max.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.clip(x, 0.0, 1.0)
# --- error E_CALLEE
#   callee_clip.py:7 in f: can't compile a call of the function numpy.clip
#       7 |     return np.clip(x, 0.0, 1.0)
#         |            ^^^^^^^^^^^^^^^^^^^^
#   write: min(max(x, low), high), for each element of an array in a loop
