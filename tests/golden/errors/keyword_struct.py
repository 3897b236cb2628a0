# A field is given once.
# signature: void(Record(x[type=float64;offset=0],y[type=float64;offset=8];16;True)*)
import ctypes


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double)]


def f(p):
    p[0] = Point(1.0, x=2.0)
# --- error E_KEYWORD
#   keyword_struct.py:11 in f: this struct doesn't take the keyword x in compiled code
#      11 |     p[0] = Point(1.0, x=2.0)
#         |            ^^^^^^^^^^^^^^^^^
