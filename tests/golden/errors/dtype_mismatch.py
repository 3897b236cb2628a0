# A view with another dtype than the pointer has.
# signature: float64(float32*)
import numpy as np
from upcall import carray


def f(p):
    return carray(p, 4, dtype=np.int32)[0]
# --- error E_DTYPE_MISMATCH
#   dtype_mismatch.py:8 in f: mismatching dtype 'int32' for pointer type 'float32*'
#       8 |     return carray(p, 4, dtype=np.int32)[0]
#         |                               ^^^^^^^^
#   write: the dtype of the pointer, or none
