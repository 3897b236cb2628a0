# What a starred variable takes has other names too, which would see the change.
# signature: int64(int64)
def f(n):
    first, *rest = (n, 1, 2)
    same = rest
    rest += rest[:1]
    return first + len(same)
# --- error E_TUPLE_STORE
#   list_in_place.py:6 in f: [int64, int64] can't be changed
#       6 |     rest += rest[:1]
#         |     ^^^^^^^^^^^^^^^^
#   write: a new tuple, or use an array
