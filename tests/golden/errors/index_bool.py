# A bool is no index of an array: in NumPy it is a mask.
# signature: float64(float64*, intc)
from upcall import carray


def f(p, i):
    a = carray(p, 4)
    return a[i > 2]
# --- error E_INDEX
#   index_bool.py:8 in f: float64[:], whose ndim is 1, can't be indexed with boolean
#       8 |     return a[i > 2]
#         |            ^^^^^^^^
#   write: integers, slices, None or ..., as many as there are dimensions; for a mask np.where(mask, a, x), for an array of indices a loop
