# The length of a tuple is part of its type, that of an array isn't.
# signature: float64(float64*)
from upcall import carray


def f(p):
    return tuple(carray(p, 3))[0]
# --- error E_ARGUMENT
#   argument_tuple_of_array.py:7 in f: argument 1 of tuple must be a tuple, or a range of constants, not float64[:]
#       7 |     return tuple(carray(p, 3))[0]
#         |                  ^^^^^^^^^^^^
