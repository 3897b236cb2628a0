# What a caller handles isn't known in a function.
# signature: int64(int64)
def g():
    raise


def f(n):
    try:
        return 1 // n
    except ZeroDivisionError:
        g()
        return 0
# --- error E_UNSUPPORTED_CONSTRUCT
#   raise_of_caller.py:4 in g: can't compile a `raise` of the exception that a caller handles
#       4 |     raise
#         |     ^^^^^
#      11 |         g()
#         |         ^^^ g is called here
