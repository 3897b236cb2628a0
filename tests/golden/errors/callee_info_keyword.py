# np.finfo takes one dtype.
# signature: float64(float64)
import numpy as np


def f(x):
    return x * np.finfo(dtype=x.dtype).eps
# --- error E_CALLEE
#   callee_info_keyword.py:7 in f: can't compile a call of the class finfo without one dtype alone
#       7 |     return x * np.finfo(dtype=x.dtype).eps
#         |                ^^^^^^^^^^^^^^^^^^^^^^^
