# A pointer with a float as the index.
# signature: float64(float64*, float64)
def f(p, x):
    return p[x]
# --- error E_NOT_INDEXABLE
#   not_indexable_float.py:4 in f: float64* can't be indexed with float64
#       4 |     return p[x]
#         |            ^^^^
#         |              ^ float64, from the signature
#   write: an integer as the index
