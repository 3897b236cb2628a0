# What the prelude's function can't do is said of the built-in function, at the call.
# signature: int64(int64)
def f(n):
    return max(n)
# --- error E_NOT_ITERABLE
#   prelude_argument.py:4 in f: max: can't loop over int64
#       4 |     return max(n)
#         |            ^^^^^^
