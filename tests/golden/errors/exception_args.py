# A helper's own exceptions are known, but not those of an operation in it.
# signature: int64(int64)
def helper(n):
    if n < 0:
        raise ArithmeticError(n)
    return 10 // n
def f(n):
    try:
        return helper(n)
    except ArithmeticError as error:
        return error.args[0]
# --- error E_EXCEPTION_ARGS
#   exception_args.py:11 in f: what this exception was made with isn't known: it may be one that no `raise` of yours makes
#      11 |         return error.args[0]
#         |                ^^^^^^^^^^
#       6 |     return 10 // n
#         |            ^^^^^^^ ZeroDivisionError
#   write: `except` with the classes that only your own `raise` statements raise, or a variable that says what happened
