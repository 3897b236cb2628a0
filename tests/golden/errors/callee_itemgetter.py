# itemgetter of what isn't known when it is compiled.
# signature: float64(float64, int64)
from operator import itemgetter


def f(x, n):
    return itemgetter(n)((x, 1.0))
# --- error E_CALLEE
#   callee_itemgetter.py:7 in f: can't compile a call of the class itemgetter with what isn't constant
#       7 |     return itemgetter(n)((x, 1.0))
#         |            ^^^^^^^^^^^^^
