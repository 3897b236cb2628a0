# Methods that the class defines itself aren't compiled.
# signature: float64(float64)
from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float

    def norm(self):
        return abs(self.x) + abs(self.y)


def f(x):
    return Point(x, 1.0).norm()
# --- error E_ATTRIBUTE
#   method_of_named_tuple.py:15 in f: Point(x: float64, y: float64) has no attribute norm in compiled code
#      15 |     return Point(x, 1.0).norm()
#         |            ^^^^^^^^^^^^^^^^^^
#   the nearest that are there: index, count and x
