# Nor is the exception of a `raise` known where nothing is being handled.
# signature: int64(int64)
def f(n):
    try:
        raise
    except RuntimeError as error:
        return error.args[0]
# --- error E_EXCEPTION_ARGS
#   exception_args_reraise.py:7 in f: what this exception was made with isn't known: it may be one that no `raise` of yours makes
#       7 |         return error.args[0]
#         |                ^^^^^^^^^^
#       5 |         raise
#         |         ^^^^^ RuntimeError
#   write: `except` with the classes that only your own `raise` statements raise, or a variable that says what happened
