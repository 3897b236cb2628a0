# A misspelt constant of a module.
# signature: float64(float64)
import math


def f(x):
    return x * math.ppi
# --- error E_ATTRIBUTE_UNKNOWN
#   attribute_near_constant.py:7 in f: the module math has no attribute ppi; did you mean pi?
#       7 |     return x * math.ppi
#         |                ^^^^^^^^
