# A pointer has one dimension.
# signature: float64(CPointer(float64))
def f(p):
    return p[0, 1]
# --- error E_NOT_INDEXABLE
#   not_indexable_pointer.py:4 in f: float64* can't be indexed with (int64, int64)
#       4 |     return p[0, 1]
#         |            ^^^^^^^
#         |            ^ float64*, from the signature
#   write: carray(pointer, shape) first, an array with a length and axes
