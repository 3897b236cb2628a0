# A call that doesn't fit the function.
# signature: float64(float64)
def line(x, slope):
    return slope * x


def f(x):
    return line(x)
# --- error E_CALL
#   call_missing.py:8 in f: the function line lacks the argument slope
#       8 |     return line(x)
#         |            ^^^^^^^
#   write: line(x, slope)
