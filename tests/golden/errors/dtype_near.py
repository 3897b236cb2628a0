# A misspelt dtype: the nearest is offered.
# signature: float64(voidptr, int64)
from upcall import carray


def f(p, n):
    return carray(p, n, "flaot64")[0]
# --- error E_DTYPE
#   dtype_near.py:7 in f: 'flaot64' is no type of numbers
#       7 |     return carray(p, n, "flaot64")[0]
#         |                         ^^^^^^^^^
#   write: "float64"
