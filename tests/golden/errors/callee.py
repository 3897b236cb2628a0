# A call of something that compiled code knows nothing of.
# signature: float64(float64)
import os


def f(x):
    os.getpid()
    return x
# --- error E_CALLEE
#   callee.py:7 in f: can't compile a call of the function getpid
#       7 |     os.getpid()
#         |     ^^^^^^^^^^^
#   write: what it gives as an argument, or in a NumPy array
