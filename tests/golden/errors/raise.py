# Only Python's own exception classes can be raised.
# signature: float64(float64)
class Mine(Exception):
    pass


def f(x):
    if x < 0:
        raise Mine
    return x
# --- error E_RAISE
#   raise.py:9 in f: can't raise the class Mine
#       9 |         raise Mine
#         |         ^^^^^^^^^^
#   write: raise with one of Python's own exception classes
