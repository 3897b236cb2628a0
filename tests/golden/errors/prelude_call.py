# A function of the prelude reads as the built-in that it is: at the call, without its file.
# signature: float64(float64)
import math


def f(x):
    return math.isclose(x, 1.0, tolerance=2.0)
# --- error E_CALL
#   prelude_call.py:7 in f: the function math.isclose has no argument tolerance
#       7 |     return math.isclose(x, 1.0, tolerance=2.0)
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: math.isclose(a, b, rel_tol=1e-09, abs_tol=0.0)
