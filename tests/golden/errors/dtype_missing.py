# A view of a pointer that has no type.
# signature: float64(voidptr)
from upcall import carray


def f(p):
    return carray(p, 4)[0]
# --- error E_DTYPE_MISSING
#   dtype_missing.py:7 in f: carray of voidptr needs the type of the elements
#       7 |     return carray(p, 4)[0]
#         |            ^^^^^^^^^^^^
#   write: carray(pointer, shape, dtype), with a dtype such as np.float64
