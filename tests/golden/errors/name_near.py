# A misspelt name: the nearest one is offered, here a variable of the function.
# signature: float64(float64)
def f(x):
    total = 2.0 * x
    return totla + total  # noqa: F821
# --- error E_NAME_UNKNOWN
#   name_near.py:5 in f: the name totla isn't defined; did you mean total?
#       5 |     return totla + total  # noqa: F821
#         |            ^^^^^
