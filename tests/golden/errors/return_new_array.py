# An array that the callback made can't be returned to C: its memory is gone then.
# signature: float64*(int64)
import numpy as np


def f(n):
    return np.zeros(n)
# --- error E_RETURN_TYPE
#   return_new_array.py:7 in f: the function returns float64[:], which doesn't convert to the signature's float64*
#       7 |     return np.zeros(n)
#         |     ^^^^^^^^^^^^^^^^^^
#   write: its elements where C wants them, out[...] = x: a new array ends with the callback
