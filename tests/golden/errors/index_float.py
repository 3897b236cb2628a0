# A float as an index.
# signature: float64(CPointer(float64), float64)
from upcall import carray


def f(p, x):
    a = carray(p, 3)
    return a[x]
# --- error E_INDEX
#   index_float.py:8 in f: float64[:], whose ndim is 1, can't be indexed with float64
#       8 |     return a[x]
#         |            ^^^^
#         |              ^ float64, from the signature
#   write: integers, slices, None or ..., as many as there are dimensions; for a mask np.where(mask, a, x), for an array of indices a loop
