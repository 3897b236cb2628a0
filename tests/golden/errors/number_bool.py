# NumPy has no loop of np.negative for bools.
# signature: boolean(boolean)
import numpy as np


def f(x):
    return np.negative(x)
# --- error E_ARGUMENT
#   number_bool.py:7 in f: argument 1 of numpy.negative must be a number other than a bool, not boolean
#       7 |     return np.negative(x)
#         |                        ^ boolean, from the signature
