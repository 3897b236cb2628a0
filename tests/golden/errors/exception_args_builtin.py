# What a built-in function raises is worded by Python.
# signature: int64(int64)
import math


def f(n):
    try:
        if n > 20:
            raise ValueError(n)
        return math.factorial(n)
    except ValueError as error:
        return error.args[0]
# --- error E_EXCEPTION_ARGS
#   exception_args_builtin.py:12 in f: what this exception was made with isn't known: it may be one that no `raise` of yours makes
#      12 |         return error.args[0]
#         |                ^^^^^^^^^^
#      10 |         return math.factorial(n)
#         |                ^^^^^^^^^^^^^^^^^ ValueError
#   write: `except` with the classes that only your own `raise` statements raise, or a variable that says what happened
