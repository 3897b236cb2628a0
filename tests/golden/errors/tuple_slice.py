# How many elements a slice has is part of its type.
# signature: int64(int64)
def f(n):
    t = (n, 2, 3)
    return len(t[n:])
# --- error E_TUPLE_SLICE
#   tuple_slice.py:5 in f: the bounds of a slice of a tuple must be constants
#       5 |     return len(t[n:])
#         |                ^^^^^
#   write: numbers, or use an array
