# A local that is read before anything was assigned to it on any way.
# signature: float64(float64)
def f(x):
    y = y + x  # noqa: F821
    return y
# --- error E_UNBOUND_LOCAL
#   unbound_local.py:4 in f: the variable y has no value here
#       4 |     y = y + x  # noqa: F821
#         |         ^
#   write: an assignment before this line
