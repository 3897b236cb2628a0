# Of an array nobody knows now how many elements stand behind *.
# signature: float64(float64*)
from upcall import carray


def f(p):
    a = carray(p, 3)
    return max(1.0, *a)
# --- error E_SPLICE
#   splice.py:8 in f: only a tuple can stand behind * here, not float64[:]
#       8 |     return max(1.0, *a)
#         |                      ^
#   write: a tuple, or its elements one by one
