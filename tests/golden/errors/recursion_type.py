# A recursion that never comes to an end has no type.
# signature: int64(int64)
def endless(n):
    return endless(n + 1)


def f(n):
    return endless(n)
# --- error E_RECURSION_TYPE
#   recursion_type.py:8 in f: no way out of the recursion says what the function endless returns
#       8 |     return endless(n)
#         |            ^^^^^^^^^^
#   write: a return that doesn't call the function first
