# Named tuples of two classes meet as plain tuples.
# signature: float64(float64)
from collections import namedtuple

Point = namedtuple("Point", "x y")
Pair = namedtuple("Pair", "x y")


def f(x):
    p = Point(x, 1) if x else Pair(x, 2)
    return p.x
# --- error E_ATTRIBUTE
#   attribute_of_two_named_tuples.py:11 in f: (float64, int64) has no attribute x in compiled code
#      11 |     return p.x
#         |            ^^^
#   the nearest that are there: index and count
