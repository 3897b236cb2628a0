# An assignment to a global.
# signature: float64(float64)
TOTAL = 0.0


def f(x):
    global TOTAL
    TOTAL = TOTAL + x
    return TOTAL
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_global.py:8 in f: can't compile assigning to a global variable
#       8 |     TOTAL = TOTAL + x
#         |     ^^^^^
#   write: to a NumPy array, `total[0] += x`: a captured one is shared with Python
