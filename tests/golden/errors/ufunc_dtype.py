# dtype= says what is computed in, which there must be.
# signature: void(double*, intp*)
import numpy as np

from upcall import carray


def f(p, q):
    carray(p, 3)[:] = np.sqrt(carray(q, 3), dtype=np.int64)
# --- error E_UFUNC_DTYPE
#   ufunc_dtype.py:9 in f: No loop matching the specified signature and casting was found for ufunc sqrt
#       9 |     carray(p, 3)[:] = np.sqrt(carray(q, 3), dtype=np.int64)
#         |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: .astype(dtype) of what it gives
