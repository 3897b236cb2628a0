# A text is UTF-8 that a null ends: compared as such, these two would be equal.
# signature: int64(int64)
SEPARATOR = "a\0b"


def f(n):
    return n if SEPARATOR == "a\0c" else -n


# --- error E_OPERANDS
#   string_with_null.py:7 in f: unsupported operands: a string with a null character == a string with a null character
#       7 |     return n if SEPARATOR == "a\0c" else -n
#         |                 ^^^^^^^^^^^^^^^^^^^
#         |                 ^^^^^^^^^ a string with a null character
#         |                              ^^^^^^ a string with a null character
#   write: numbers as globals, plain attributes, a tuple or a NumPy array; other objects are Python's alone
