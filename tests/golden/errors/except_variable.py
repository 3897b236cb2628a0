# The classes of an except clause must be known.
# signature: int64(int64)
def f(n):
    try:
        return 1 // n
    except n:
        return 0
# --- error E_EXCEPT
#   except_variable.py:6 in f: can't catch int64
#       6 |     except n:
#         |     ^^^^^^^^^
#   write: except with Python's own exception classes
