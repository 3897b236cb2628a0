# How often a tuple is repeated is part of its type.
# signature: int64(int64)
def f(n):
    return len((1, n) * n)
# --- error E_TUPLE_REPEAT
#   tuple_repeat.py:4 in f: a tuple is repeated a constant number of times, and has at most 1000 elements then
#       4 |     return len((1, n) * n)
#         |                ^^^^^^^^^^
