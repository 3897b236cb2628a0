# No method of an array is so near that it must be meant: the nearest ones.
# signature: float64(float64*, int64)
from upcall import carray


def f(p, n):
    return carray(p, n).cumulative_sum()[0]
# --- error E_ATTRIBUTE
#   attribute_nearest.py:7 in f: float64[:] has no attribute cumulative_sum in compiled code
#       7 |     return carray(p, n).cumulative_sum()[0]
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: a loop over the elements; the nearest that are there: cumsum, flatten and flat
