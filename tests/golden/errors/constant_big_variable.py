# A variable that is such an int first and another int later.
# signature: int64(int64)
def f(n):
    least = 10**30
    for i in range(n):
        if i * 7 % 5 < least:
            least = i * 7 % 5
    return least
# --- error E_CONSTANT_BIG
#   constant_big_variable.py:4 in f: the constant 1000000000000000000000000000000 needs more than 64 bits, which an int hasn't
#       4 |     least = 10**30
#         |             ^^^^^^
#   write: a float, such as 2e30; beside floats and in comparisons it may stay
