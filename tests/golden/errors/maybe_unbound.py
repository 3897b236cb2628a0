# A local that one branch leaves without a value.
# signature: float64(float64)
def f(x):
    if x > 0:
        y = x
    return y * 2
# --- error E_MAYBE_UNBOUND
#   maybe_unbound.py:6 in f: this variable has no value on some way to this line
#       6 |     return y * 2
#         |            ^
#   write: an assignment before the branch or loop that may skip it
