# An attribute that the module lacks.
# signature: float64(float64)
import math


def f(x):
    return x * math.no_such_constant
# --- error E_ATTRIBUTE_UNKNOWN
#   attribute_unknown.py:7 in f: the module math has no attribute no_such_constant
#       7 |     return x * math.no_such_constant
#         |                ^^^^^^^^^^^^^^^^^^^^^
#   the nearest that are there: math.atan, math.atanh and math.tan
