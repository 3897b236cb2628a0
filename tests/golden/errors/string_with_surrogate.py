# Half a surrogate pair has no UTF-8.
# signature: int64(int64)
def f(n):
    raise ValueError("\ud800", n)


# --- error E_EXCEPTION_ARGUMENT
#   string_with_surrogate.py:4 in f: ValueError can't be made with a string with half a surrogate pair
#       4 |     raise ValueError("\ud800", n)
#         |           ^^^^^^^^^^^^^^^^^^^^^^^
#   write: numbers, constants, or a text made of them
