# The argument of a call changes what the function that is called has captured.
# signature: int64(int64, int64)
def f(n, i):
    g = lambda a: a + i
    return g((i := n) if n else 2)
# --- error E_CAPTURE_CHANGES
#   capture_changes_called.py:5 in f: i changes after an inner function has captured it
#       5 |     return g((i := n) if n else 2)
#         |               ^
#         |            ^^^^^^^^^^^^^^^^^^^^^^^ <lambda> is called here
#   write: the value as an argument of the inner function
