# What stands behind * must be a tuple.
# signature: float64(float64)
def f(x):
    return max(*x)
# --- error E_SPLICE
#   star_number.py:4 in f: only a tuple can stand behind * here, not float64
#       4 |     return max(*x)
#         |                 ^
#   write: a tuple, or its elements one by one
