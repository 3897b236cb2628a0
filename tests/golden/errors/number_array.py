# A function of numbers, and an array.
# signature: float64(float64)
import math

import numpy as np

a = np.zeros((3, 4))


def f(x):
    return math.sin(a)
# --- error E_ARGUMENT
#   number_array.py:11 in f: argument 1 of math.sin must be a real number, not float64[:, :]
#      11 |     return math.sin(a)
#         |                     ^
#   write: a loop that calls it for each element
