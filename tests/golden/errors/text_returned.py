# Texts are for exceptions alone.
# signature: int64(int64)
def f(n):
    return f"n is {n}"
# --- error E_RETURN_TYPE
#   text_returned.py:4 in f: the function returns a text, which doesn't convert to the signature's int64
#       4 |     return f"n is {n}"
#         |     ^^^^^^^^^^^^^^^^^^
#   write: a signature with the type that is returned, or a conversion
