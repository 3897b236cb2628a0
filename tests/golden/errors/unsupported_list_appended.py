# A list is gathered only on the way to a tuple.
# signature: float64(float64)
def f(x):
    values = [x, *(x, x)]
    return values[1]
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_list_appended.py:4 in f: can't compile lists
#       4 |     values = [x, *(x, x)]
#         |              ^^^^^^^^^^^^
#   write: a tuple (a, b), or a NumPy array made outside, which the function sees and may change
