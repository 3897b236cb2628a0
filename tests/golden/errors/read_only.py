# A store into a row of a captured array that NumPy may not write to.
# signature: void(float64)
import numpy as np

TABLE = np.zeros((3, 4))
TABLE.flags.writeable = False


def f(x):
    row = TABLE[1]
    row[2] = x
# --- error E_READ_ONLY
#   read_only.py:11 in f: float64[:] read-only can't be changed
#      11 |     row[2] = x
#         |     ^^^^^^
#   write: to an array that NumPy may write to
