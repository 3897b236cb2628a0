# A struct has no more values than fields.
# signature: void(Record(x[type=float64;offset=0],y[type=float64;offset=8];16;True)*)
import ctypes


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double)]


def f(p):
    p[0] = Point(1.0, 2.0, 3.0)
# --- error E_CALL_COUNT
#   call_count_struct.py:11 in f: wrong number of arguments for this struct: 3
#      11 |     p[0] = Point(1.0, 2.0, 3.0)
#         |            ^^^^^^^^^^^^^^^^^^^^
#   write: up to 2 values, one a field
