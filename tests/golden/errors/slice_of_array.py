# The slice of an array.
# signature: float64(float64*, int64)
from upcall import carray


def f(p, n):
    a = carray(p, n)
    return a[1:n][0]
# --- error E_UNSUPPORTED_CONSTRUCT
#   slice_of_array.py:8 in f: can't compile slices
#       8 |     return a[1:n][0]
#         |            ^^^^^^
#   write: a loop over the indices, range(start, stop)
