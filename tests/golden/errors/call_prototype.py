# A call that doesn't fit: how the function is called, with its defaults.
# signature: float64(float64)
def line(x, slope=2.0, *, offset=0):
    return slope * x + offset


def f(x):
    return line(x, slop=1.0)
# --- error E_CALL
#   call_prototype.py:8 in f: the function line has no argument slop
#       8 |     return line(x, slop=1.0)
#         |            ^^^^^^^^^^^^^^^^^
#   write: line(x, slope=2.0, *, offset)
