# Each call has a type of its own: the tuple grows.
# signature: int64(int64)
def grow(t, n):
    return 0 if n == 0 else grow((t, n), n - 1)


def f(n):
    return grow(n, n)
# --- error E_TOO_MANY_FUNCTIONS
#   too_many_functions.py:3 in grow: calls of grow with ever other types or constants don't come to an end
#       4 |     return 0 if n == 0 else grow((t, n), n - 1)
#         |                             ^^^^^^^^^^^^^^^^^^^ grow is called here
