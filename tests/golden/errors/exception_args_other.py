# Nothing else has attributes that compiled code knows.
# signature: int64(int64)
def f(n):
    try:
        if n > 3:
            raise OSError(n)
        return n
    except OSError as error:
        return error.errno
# --- error E_ATTRIBUTE
#   exception_args_other.py:9 in f: an exception has no attribute errno in compiled code
#       9 |         return error.errno
#         |                ^^^^^^^^^^^
#         |                ^^^^^ an exception, from line 6
#   the nearest that is there: args
