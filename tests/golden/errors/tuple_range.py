# A tuple has no third element of two.
# signature: float64(float64)
def f(x):
    pair = (x, 2.0)
    return pair[2]
# --- error E_TUPLE_RANGE
#   tuple_range.py:5 in f: the index 2 is out of range for a tuple of 2
#       5 |     return pair[2]
#         |            ^^^^^^^
