# A float is returned where the signature says int.
# signature: int64(float64)
def f(x):
    y = x / 2
    return y
# --- error E_RETURN_TYPE
#   return_type.py:5 in f: the function returns float64, which doesn't convert to the signature's int64
#       5 |     return y
#         |     ^^^^^^^^
#       4 |     y = x / 2
#         |         ^^^^^ float64
#   write: a signature with the type that is returned, or a conversion
