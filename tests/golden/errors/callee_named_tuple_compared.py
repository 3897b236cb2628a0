# A subclass of a named tuple that compares its instances otherwise.
# signature: boolean(float64)
from collections import namedtuple


class Loose(namedtuple("Loose", "x y")):
    def __eq__(self, other):
        return True


def f(x):
    return Loose(x, 1) == Loose(2, x)
# --- error E_CALLEE
#   callee_named_tuple_compared.py:12 in f: can't compile a call of the class Loose, which does what tuples do in ways of its own
#      12 |     return Loose(x, 1) == Loose(2, x)
#         |            ^^^^^^^^^^^
