# An array is in no tuple of numbers.
# signature: int64(float64*)
from upcall import carray


def f(p):
    return (1, 2).index(carray(p, 3))
# --- error E_CONTAINS
#   contains_index_of_tuple.py:7 in f: can't look for float64[:] in (int64, int64)
#       7 |     return (1, 2).index(carray(p, 3))
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: a tuple, x in (1, 2), or a loop that compares
