# min of five: all the ways to call it.
# signature: float64(float64)
def f(x):
    return min(x, 1, 2, 3, 4)
# --- error E_CALL_COUNT
#   call_count_rows.py:4 in f: wrong number of arguments for min: 5
#       4 |     return min(x, 1, 2, 3, 4)
#         |            ^^^^^^^^^^^^^^^^^^
#   write: min(x) or min(x, y) or min(x, y, z) or min(x, y, z, w)
