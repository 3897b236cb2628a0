# A type that is a tuple converts tuples of its length.
# signature: float64(int64)
from upcall import types

Pair = types.UniTuple(types.float64, 2)


def f(n):
    return Pair((n, n, n))[0]
# --- error E_ARGUMENT
#   argument_tuple_length.py:9 in f: argument 1 of (float64, float64) must be a tuple of that length whose elements convert, not (int64, int64, int64)
#       9 |     return Pair((n, n, n))[0]
#         |                 ^^^^^^^^^
