# What stands behind * must be a tuple.
# signature: float64(float64)
def f(x):
    return max(*x)
# --- error E_CALL
#   star_number.py:4 in f: the function builtins.max takes what stands behind * only as a tuple
#       4 |     return max(*x)
#         |            ^^^^^^^
