# A number with an index.
# signature: float64(float64)
def f(x):
    return x[0]
# --- error E_NOT_INDEXABLE
#   not_indexable.py:4 in f: float64 can't be indexed with int64
#       4 |     return x[0]
#         |            ^^^^
#         |            ^ float64, from the signature
