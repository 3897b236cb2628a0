# Only exceptions are raised.
# signature: int64(int64)
def f(n):
    try:
        raise n
    except ValueError:
        return 0
# --- error E_RAISE
#   raise_number.py:5 in f: can't raise int64
#       5 |         raise n
#         |         ^^^^^^^
#   write: raise with one of Python's own exception classes
