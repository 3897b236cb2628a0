# Three indices for two dimensions.
# signature: float64(CPointer(float64))
from upcall import carray


def f(p):
    a = carray(p, (3, 4))
    return a[0, 1, 2]
# --- error E_INDEX
#   index.py:8 in f: float64[:, :], whose ndim is 2, can't be indexed with (int64, int64, int64)
#       8 |     return a[0, 1, 2]
#         |            ^^^^^^^^^^
#   write: integers, slices, None or ..., as many as there are dimensions; for a mask np.where(mask, a, x), for an array of indices a loop
