# np.finfo of an array of integers.
# signature: float64(int32*)
import numpy as np
from upcall import carray


def f(p):
    a = carray(p, 3)
    return a[0] * np.finfo(a.dtype).eps
# --- error E_DTYPE
#   dtype_of_array.py:9 in f: int32 is no type of numbers
#       9 |     return a[0] * np.finfo(a.dtype).eps
#         |                            ^^^^^^^
#   write: a dtype such as np.float64 or "f8"
