# A field that the class hasn't.
# signature: float64(float64)
from collections import namedtuple

Point = namedtuple("Point", "x y")


def f(x):
    p = Point(x, 1)
    return p.z
# --- error E_ATTRIBUTE
#   attribute_of_named_tuple.py:10 in f: Point(x: float64, y: int64) has no attribute z in compiled code
#      10 |     return p.z
#         |            ^^^
#         |            ^ Point(x: float64, y: int64), from line 9
#   the nearest that are there: x, y and index
