# A field without a value.
# signature: float64(float64)
from collections import namedtuple

Point = namedtuple("Point", "x y")


def f(x):
    return Point(y=x).y
# --- error E_CALL
#   call_of_named_tuple.py:9 in f: the function Point lacks the argument x
#       9 |     return Point(y=x).y
#         |            ^^^^^^^^^^
#   write: Point(x, y)
