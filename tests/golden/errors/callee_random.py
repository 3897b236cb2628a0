# Random numbers: a method of a Python object, made by Cython.
# signature: float64(float64)
import numpy as np


def f(x):
    return x * np.random.rand()
# --- error E_CALLEE
#   callee_random.py:7 in f: can't compile a call of the method rand
#       7 |     return x * np.random.rand()
#         |                ^^^^^^^^^^^^^^^^
#   write: the random numbers into a NumPy array outside; the function sees it
