# Two arguments for a function that has rows for one and for two, and three for it.
# signature: float64(float64)
import math


def f(x):
    return math.log(x, 2) + math.log(x, 2, 3)
# --- error E_CALL_COUNT
#   number_count.py:7 in f: wrong number of arguments for math.log: 3
#       7 |     return math.log(x, 2) + math.log(x, 2, 3)
#         |                             ^^^^^^^^^^^^^^^^^
#   write: math.log(x) or math.log(x, y)
