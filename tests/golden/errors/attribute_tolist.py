# An array stays one.
# signature: float64(float64)
import numpy as np

a = np.zeros((3, 4))


def f(x):
    return a.tolist()[0]
# --- error E_ATTRIBUTE
#   attribute_tolist.py:9 in f: float64[:, :] has no attribute tolist in compiled code
#       9 |     return a.tolist()[0]
#         |            ^^^^^^^^
#   write: the array itself
