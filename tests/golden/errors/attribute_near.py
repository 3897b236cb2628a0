# A misspelt function of a module: the nearest that can be compiled is offered.
# signature: float64(float64)
import numpy as np


def f(x):
    return np.sinn(x)
# --- error E_ATTRIBUTE_UNKNOWN
#   attribute_near.py:7 in f: the module numpy has no attribute sinn; did you mean sin?
#       7 |     return np.sinn(x)
#         |            ^^^^^^^
