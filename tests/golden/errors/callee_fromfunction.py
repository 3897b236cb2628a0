# What a function of NumPy's in Python can't do is said of that function, where it is called.
# signature: float64(int64)
import numpy as np


def f(n):
    return np.fromfunction(abs, (n,))[0]
# --- error E_UNSUPPORTED_CONSTRUCT
#   callee_fromfunction.py:7 in f: numpy.fromfunction: can't compile a function with **kwargs
#       7 |     return np.fromfunction(abs, (n,))[0]
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: the formula for numbers; for arrays, a loop over the elements; the nearest that are there: numpy.frombuffer, numpy.fromiter and numpy.trunc
