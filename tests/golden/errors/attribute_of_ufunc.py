# What a ufunc has in compiled code.
# signature: float64(float64*, int64)
import numpy as np

from upcall import carray


def f(p, n):
    return np.logaddexp.accumulate(carray(p, n))[0]
# --- error E_ATTRIBUTE
#   attribute_of_ufunc.py:9 in f: numpy.logaddexp has no attribute accumulate in compiled code
#       9 |     return np.logaddexp.accumulate(carray(p, n))[0]
#         |            ^^^^^^^^^^^^^^^^^^^^^^^
#   the nearest that is there: reduce
