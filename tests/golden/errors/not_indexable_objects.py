# A captured array of objects.
# signature: float64(int64)
import numpy as np

TABLE = np.zeros(3, dtype=object)


def f(i):
    return TABLE[i]
# --- error E_NOT_INDEXABLE
#   not_indexable_objects.py:9 in f: an array of dtype object can't be indexed with int64
#       9 |     return TABLE[i]
#         |            ^^^^^^^^
#   write: an array of numbers in this machine's byte order, array.astype(np.float64)
