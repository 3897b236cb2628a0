# A call of a value that is no function.
# signature: float64(float64)
TABLE = {1: 2}


def f(x):
    return TABLE(x)
# --- error E_CALLEE
#   callee_dict.py:7 in f: can't compile a call of a dict
#       7 |     return TABLE(x)
#         |            ^^^^^^^^
#   write: a NumPy array in its place, made outside and indexed with integers
