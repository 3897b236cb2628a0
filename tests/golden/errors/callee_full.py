# What a function of NumPy's in Python can't do is said of that function, where it is called.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.full(3, x)[0]
# --- error E_CALLEE
#   callee_full.py:7 in f: numpy.full: can't compile a call of the function numpy.asarray
#       7 |     return np.full(3, x)[0]
#         |            ^^^^^^^^^^^^^
#   write: the array outside, where the function sees and may change it; or a tuple
