# A loop over a tuple of such an int and another one.
# signature: float64(int64)
def f(n):
    for limit in (100, 10**30):
        n = n % 7 if n < limit else limit
    return n
# --- error E_CONSTANT_BIG
#   constant_big_elements.py:4 in f: the constant 1000000000000000000000000000000 needs more than 64 bits, which an int hasn't
#       4 |     for limit in (100, 10**30):
#         |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: a float, such as 2e30; beside floats and in comparisons it may stay
# --- error E_CONSTANT_BIG (also)
#   constant_big_elements.py:4 in f: the constant 1000000000000000000000000000000 needs more than 64 bits, which an int hasn't
#       4 |     for limit in (100, 10**30):
#         |                  ^^^^^^^^^^^^^
#   write: a float, such as 2e30; beside floats and in comparisons it may stay
