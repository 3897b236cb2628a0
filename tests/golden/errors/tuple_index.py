# A tuple of an int and a tuple has no common type for an index at run time.
# signature: int64(int64)
def f(i):
    t = (1, (2, 3))
    return t[i]
# --- error E_TUPLE_INDEX
#   tuple_index.py:5 in f: the index of a tuple of several kinds must be a constant
#       5 |     return t[i]
#         |            ^^^^
#   write: a number, or use an array
