# What is done before the last step of an expression isn't watched: an exception there would leave the function.
# signature: float64(float64*, int64, int64)
import numpy as np

from upcall import carray


def f(p, n, m):
    a, b = carray(p, n), carray(p, m)
    try:
        return np.sum((a, b))
    except ValueError:
        return -1.0
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_step_in_try.py:11 in f: can't compile an expression in `try` of which a part may raise
#      11 |         return np.sum((a, b))
#         |                ^^^^^^^^^^^^^^
#   write: its parts as statements of their own: t = np.array((a, b)), then what is done with t
