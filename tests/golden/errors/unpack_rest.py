# How many elements the starred variable takes must be known.
# signature: float64(float64*, int64)
from upcall import carray


def f(p, n):
    first, *others = carray(p, n)
    return first
# --- error E_UNPACK
#   unpack_rest.py:7 in f: float64[:] can't be unpacked into 1 variable and a starred one
#       7 |     first, *others = carray(p, n)
#         |     ^^^^^^^^^^^^^^
#   write: slices, a[1:] for the rest: how many there are shows when the function runs
