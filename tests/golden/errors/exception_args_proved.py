# What is proved of an index makes no difference: the operation may raise by its types.
# signature: int64(int64*, int64, int64)
from upcall import carray


def f(p, n, i):
    try:
        a = carray(p, 8)
        if i > n:
            raise IndexError(i)
        return a[i] if 0 <= i < 8 else 0
    except IndexError as error:
        return error.args[0]
# --- error E_EXCEPTION_ARGS
#   exception_args_proved.py:13 in f: what this exception was made with isn't known: it may be one that no `raise` of yours makes
#      13 |         return error.args[0]
#         |                ^^^^^^^^^^
#      11 |         return a[i] if 0 <= i < 8 else 0
#         |                ^^^^ IndexError
#   write: `except` with the classes that only your own `raise` statements raise, or a variable that says what happened
