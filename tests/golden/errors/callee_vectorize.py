# np.vectorize makes an object that is called by Python; its name is the function's.
# signature: float64(float64)
import numpy as np


@np.vectorize
def twice(x):
    return 2 * x


def f(x):
    return twice(x)
# --- error E_CALLEE
#   callee_vectorize.py:12 in f: can't compile a call of an instance of vectorize
#      12 |     return twice(x)
#         |            ^^^^^^^^
#   write: the function itself, without np.vectorize, called for each element
