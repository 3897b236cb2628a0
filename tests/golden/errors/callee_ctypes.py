# A C function of ctypes.
# signature: float64(float64)
import ctypes

j0 = ctypes.CDLL("libm.so.6").j0


def f(x):
    return j0(x)
# --- error E_CALLEE
#   callee_ctypes.py:9 in f: can't compile a call of the function j0
#       9 |     return j0(x)
#         |            ^^^^^
#   write: f.argtypes = [...] and f.restype = ..., before the function is compiled
