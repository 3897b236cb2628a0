# A class alone is an exception without arguments.
# signature: int64(int64)
def f(n):
    try:
        if n > 3:
            raise ValueError
        raise ValueError(n)
    except ValueError as error:
        return error.args[0]
# --- error E_EXCEPTION_KINDS
#   exception_kinds_class.py:9 in f: the exceptions that get here were made with arguments of two kinds: () and (int64,)
#       9 |         return error.args[0]
#         |                ^^^^^^^^^^
#       6 |             raise ValueError
#         |             ^^^^^^^^^^^^^^^^ ()
#       7 |         raise ValueError(n)
#         |               ^^^^^^^^^^^^^ (int64,)
#   write: the same number and kinds of arguments in each `raise`, or classes of their own
