# Pointer and length the wrong way round.
# signature: float64(float64*, int64)
from upcall import carray


def f(p, n):
    return carray(n, p)[0]
# --- error E_ARGUMENT
#   argument_swapped.py:7 in f: argument 2 of carray must be an integer or a tuple of integers, not float64*
#       7 |     return carray(n, p)[0]
#         |                      ^ float64*, from the signature
# --- error E_ARGUMENT (also)
#   argument_swapped.py:7 in f: argument 2 of carray must be an integer or a tuple of integers, not float64*
#       7 |     return carray(n, p)[0]
#         |            ^^^^^^^^^^^^ p: float64*, from the signature
