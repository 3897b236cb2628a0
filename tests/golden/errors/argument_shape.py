# A shape that isn't integers.
# signature: float64(float64*, float64)
from upcall import carray


def f(p, x):
    return carray(p, (2, x))[0, 0]
# --- error E_ARGUMENT
#   argument_shape.py:7 in f: argument 2 of carray must be an integer or a tuple of integers, not (int64, float64)
#       7 |     return carray(p, (2, x))[0, 0]
#         |                      ^^^^^^
