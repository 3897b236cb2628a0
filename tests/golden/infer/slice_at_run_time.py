# A slice whose bounds aren't constants is an operation; of a tuple it has no type.
# signature: int64(int64)
def f(n):
    t = (n, 1, 2)
    return t[n:][0]
# --- hir
#   f(n: int64) -> int64
#   b0:
#     t = tuple n, 1, 2
#     v0 = slice n, None, None
#     v1 = getitem t, v0
#     v2 = getitem v1, 0
#     ret v2
# --- error E_TUPLE_SLICE
#   slice_at_run_time.py:5 in f: the bounds of a slice of a tuple must be constants
#       5 |     return t[n:][0]
#         |            ^^^^^
#   write: numbers, or use an array
