# A ctypes pointer may point elsewhere later: it is no memory, what it points to is.
# signature: float64()
import ctypes

p = ctypes.pointer(ctypes.c_double(1.0))


def f():
    return p[0]
# --- error E_NOT_INDEXABLE
#   not_indexable_pointer_of_ctypes.py:9 in f: an instance of LP_c_double can't be indexed with int64
#       9 |     return p[0]
#         |            ^^^^
#   write: what it points to, p.contents, or an array of ctypes; a pointer may point elsewhere later
