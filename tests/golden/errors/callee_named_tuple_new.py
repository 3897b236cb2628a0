# A subclass of a named tuple that makes its instances otherwise.
# signature: float64(float64)
from collections import namedtuple


class Square(namedtuple("Square", "x y")):
    def __new__(cls, x):
        return super().__new__(cls, x, x * x)


def f(x):
    return Square(x).y
# --- error E_CALLEE
#   callee_named_tuple_new.py:12 in f: can't compile a call of the class Square, which does what tuples do in ways of its own
#      12 |     return Square(x).y
#         |            ^^^^^^^^^
