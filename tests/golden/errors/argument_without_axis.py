# An array without an axis has no length: E_ARGUMENT.
# signature: int64(float64*)
from upcall import carray


def f(p):
    return len(carray(p, ()))


# --- error E_ARGUMENT
#   argument_without_axis.py:7 in f: argument 1 of len must be an array with an axis, a tuple or a range, not float64[]
#       7 |     return len(carray(p, ()))
#         |                ^^^^^^^^^^^^^
