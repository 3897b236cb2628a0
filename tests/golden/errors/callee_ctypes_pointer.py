# A function pointer of ctypes has no name.
# signature: float64(float64)
import ctypes

half = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(lambda x: x / 2)


def f(x):
    return half(x)
# --- error E_CALLEE
#   callee_ctypes_pointer.py:9 in f: can't compile a call of an instance of CFunctionType
#       9 |     return half(x)
#         |            ^^^^^^^
#   write: @cfunc for the Python function; ctypes would call the interpreter, which needs the GIL
