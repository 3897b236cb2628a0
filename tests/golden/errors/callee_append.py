# A method of a captured list.
# signature: float64(float64)
VALUES = []


def f(x):
    add = VALUES.append
    add(x)
    return x
# --- error E_ATTRIBUTE
#   callee_append.py:7 in f: a list has no attribute append in compiled code
#       7 |     add = VALUES.append
#         |           ^^^^^^^^^^^^^
#   write: a NumPy array in its place, made outside; the function sees it and may change its elements
