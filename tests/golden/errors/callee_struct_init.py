# What Python does where a struct is made, compiled code doesn't.
# signature: void(Record(x[type=float64;offset=0];8;True)*)
import ctypes


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double)]

    def __init__(self, x):
        super().__init__(2 * x)


def f(p):
    p[0] = Point(1.0)
# --- error E_CALLEE
#   callee_struct_init.py:14 in f: can't compile a call of a struct with an __init__ of its own
#      14 |     p[0] = Point(1.0)
#         |            ^^^^^^^^^^
