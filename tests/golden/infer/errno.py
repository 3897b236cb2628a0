# errno.py: get_errno() is an int.
# signature: int64()
import ctypes


def f():
    return ctypes.get_errno()


# --- types
#   f() -> int64
#   b0:
#     v0: int64 = call ctypes.get_errno
#     ret v0
