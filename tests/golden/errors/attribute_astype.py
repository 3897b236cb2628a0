# An array is the memory itself: astype isn't near to dtype.
# signature: float64(float64)
import numpy as np

a = np.zeros((3, 4))


def f(x):
    return a.astype(np.float32)[0, 0]
# --- error E_ATTRIBUTE
#   attribute_astype.py:9 in f: float64[:, :] has no attribute astype in compiled code
#       9 |     return a.astype(np.float32)[0, 0]
#         |            ^^^^^^^^
#   write: np.float32(x), say, for each element x; an array is the memory itself and keeps its type
