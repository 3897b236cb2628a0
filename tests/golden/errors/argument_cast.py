# A cast to what isn't a pointer.
# signature: float64(voidptr)
from upcall import cast


def f(p):
    return cast(p, "float64")
# --- error E_ARGUMENT
#   argument_cast.py:7 in f: argument 2 of cast must be a constant type of pointers, such as "double *", not 'float64'
#       7 |     return cast(p, "float64")
#         |                    ^^^^^^^^^
