# An int of Python's that needs more than 64 bits, in arithmetic with an int.
# signature: int64(int64)
def f(n):
    return n + 10**30
# --- error E_CONSTANT_BIG
#   constant_big.py:4 in f: the constant 1000000000000000000000000000000 needs more than 64 bits, which an int hasn't
#       4 |     return n + 10**30
#         |            ^^^^^^^^^^
#   write: a float, such as 2e30; beside floats and in comparisons it may stay
