# How many axes there are, and which is which, is part of the type.
# signature: float64(float64*, int64)
import numpy as np
from upcall import carray


def f(p, axis):
    return np.flip(carray(p, (4, 6)), axis)[0, 0]
# --- error E_ARGUMENT
#   argument_axis.py:8 in f: argument 2 of numpy.flip must be constants, each another one of the axes, not int64
#       8 |     return np.flip(carray(p, (4, 6)), axis)[0, 0]
#         |                                       ^^^^ int64, from the signature
