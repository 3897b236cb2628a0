# pow of four: all the ways to call it.
# signature: float64(float64)
def f(x):
    return pow(x, 1, 2, 3)
# --- error E_CALL_COUNT
#   call_count_rows.py:4 in f: wrong number of arguments for pow: 4
#       4 |     return pow(x, 1, 2, 3)
#         |            ^^^^^^^^^^^^^^^
#   write: pow(x, y) or pow(base, exp, mod) of integers
