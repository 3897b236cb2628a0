# A dtype that names no numbers.
# signature: float64(voidptr)
from upcall import carray


def f(p):
    return carray(p, 4, "float16")[0]
# --- error E_DTYPE
#   dtype.py:7 in f: 'float16' is no type of numbers
#       7 |     return carray(p, 4, "float16")[0]
#         |                         ^^^^^^^^^
#   write: "float32"
