# carray of a number instead of a pointer.
# signature: float64(float64)
from upcall import carray


def f(x):
    return carray(x, 3)[0]
# --- error E_ARGUMENT
#   argument.py:7 in f: argument 1 of carray must be a pointer, or an address, not float64
#       7 |     return carray(x, 3)[0]
#         |                   ^ float64, from the signature
