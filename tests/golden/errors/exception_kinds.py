# What exceptions are made with is of one kind, as in a variable.
# signature: int64(int64)
def f(n):
    try:
        if n > 3:
            raise ValueError(n)
        if n < 0:
            raise ValueError("negative", n)
        return n
    except ValueError as error:
        return error.args[0]
# --- error E_EXCEPTION_KINDS
#   exception_kinds.py:11 in f: the exceptions that get here were made with arguments of two kinds: (int64,) and (a string, int64)
#      11 |         return error.args[0]
#         |                ^^^^^^^^^^
#       6 |             raise ValueError(n)
#         |                   ^^^^^^^^^^^^^ (int64,)
#       8 |             raise ValueError("negative", n)
#         |                   ^^^^^^^^^^^^^^^^^^^^^^^^^ (a string, int64)
#   write: the same number and kinds of arguments in each `raise`, or classes of their own
