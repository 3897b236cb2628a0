# A list isn't changed.
# signature: float64(float64)
def f(x):
    values = [x, x * 2]
    values.append(x)
    return values[0]
# --- error E_ATTRIBUTE
#   list_changed.py:5 in f: [float64, float64] has no attribute append in compiled code
#       5 |     values.append(x)
#         |     ^^^^^^^^^^^^^
#         |     ^^^^^^ [float64, float64], from line 4
#   the nearest that are there: index and count
