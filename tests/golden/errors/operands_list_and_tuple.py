# A starred variable takes a list, and lists aren't compared with tuples.
# signature: boolean(float64)
def f(x):
    first, *others = (x, 1.0, 2.0)
    return others < (x, x)
# --- error E_OPERANDS
#   operands_list_and_tuple.py:5 in f: unsupported operands: [float64, float64] < (float64, float64)
#       5 |     return others < (x, x)
#         |            ^^^^^^^^^^^^^^^
#         |            ^^^^^^ [float64, float64], from line 4
#         |                     ^^^^^^ (float64, float64)
