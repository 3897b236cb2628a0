# A list in the middle of an expression.
# signature: float64(float64)
def f(x):
    values = [x, x * 2]
    return values[0]
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_list.py:4 in f: can't compile lists
#       4 |     values = [x, x * 2]
#         |              ^^^^^^^^^^
#   write: a tuple (a, b), or a NumPy array made outside, which the function sees and may change
