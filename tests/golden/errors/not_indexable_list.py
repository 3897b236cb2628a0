# A captured list: an array of NumPy can be seen, a list can't.
# signature: float64(int64)
TABLE = [1.0, 2.0]


def f(i):
    return TABLE[i]
# --- error E_NOT_INDEXABLE
#   not_indexable_list.py:7 in f: a list can't be indexed with int64
#       7 |     return TABLE[i]
#         |            ^^^^^^^^
#   write: a NumPy array in its place, made outside; the function sees it and may change its elements
