# An array whose elements may lie anywhere has no view of another shape.
# signature: float64(float64*)
from upcall import carray


def f(p):
    return carray(p, (4, 6))[:, 1:].reshape(20)[0]
# --- error E_ARGUMENT
#   argument_reshape.py:7 in f: argument 1 of (array).reshape must be an array of which is known that it lies in C's order without gaps, such as np.ascontiguousarray(a), not float64[:, :] strided, the last 1 packed
#       7 |     return carray(p, (4, 6))[:, 1:].reshape(20)[0]
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
