# Whether a number is where a pointer points to.
# signature: boolean(float64*, float64)
def f(p, x):
    return x in p
# --- error E_CONTAINS
#   contains.py:4 in f: can't look for float64 in float64*
#       4 |     return x in p
#         |            ^^^^^^
#   write: a tuple, x in (1, 2), or a loop that compares
