# Only Python's own exception classes can be caught.
# signature: int64(int64)
class Mine(Exception):
    pass


def f(x):
    try:
        return 1 // x
    except Mine:
        return 0
# --- error E_EXCEPT
#   except.py:10 in f: can't catch the class Mine
#      10 |     except Mine:
#         |     ^^^^^^^^^^^^
#   write: except with Python's own exception classes
