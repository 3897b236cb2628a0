# Whether a number is in an array.
# signature: boolean(float64*, float64)
from upcall import carray


def f(p, x):
    a = carray(p, 3)
    return x in a
# --- error E_CONTAINS
#   contains.py:8 in f: can't look for float64 in float64[:]
#       8 |     return x in a
#         |            ^^^^^^
#   write: a tuple, x in (1, 2), or a loop that compares
