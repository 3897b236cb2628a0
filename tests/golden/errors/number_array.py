# A function of numbers, and an array.
# signature: float64(float64)
import numpy as np

a = np.zeros((3, 4))


def f(x):
    return np.sin(a)[0, 0]
# --- error E_ARGUMENT
#   number_array.py:9 in f: argument 1 of numpy.sin must be a number, not float64[:, :]
#       9 |     return np.sin(a)[0, 0]
#         |                   ^
#   write: a loop that calls it for each element
