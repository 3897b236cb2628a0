# An import inside of a function.
# signature: float64(float64)
def f(x):
    import math

    return math.sin(x)
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_import.py:4 in f: can't compile imports
#       4 |     import math
#         |     ^^^^^^^^^^^
#   write: the import at the top of the file; the function sees the module as a global
