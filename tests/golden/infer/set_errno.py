# set_errno.py: set_errno() is an int, what errno was.
# signature: int64(int64)
import ctypes


def f(n):
    return ctypes.set_errno(n)


# --- types
#   f(n: int64) -> int64
#   b0:
#     v0: int64 = call ctypes.set_errno, n
#     ret v0
