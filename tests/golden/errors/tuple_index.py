# A tuple indexed by a variable: its elements may have different types.
# signature: float64(float64, intc)
def f(x, i):
    pair = (x, 2.0)
    return pair[i]
# --- error E_TUPLE_INDEX
#   tuple_index.py:5 in f: the index of a tuple must be a constant
#       5 |     return pair[i]
#         |            ^^^^^^^
#   write: a number, or use an array
