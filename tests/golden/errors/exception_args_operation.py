# What an exception was made with can't be looked at.
# signature: int64(int64)
def f(n):
    try:
        return 1 // n
    except ZeroDivisionError as error:
        return error.args[0]
# --- error E_EXCEPTION_ARGS
#   exception_args_operation.py:7 in f: what this exception was made with isn't known: it may be one that no `raise` of yours makes
#       7 |         return error.args[0]
#         |                ^^^^^^^^^^
#       5 |         return 1 // n
#         |                ^^^^^^ ZeroDivisionError
#   write: `except` with the classes that only your own `raise` statements raise, or a variable that says what happened
