# A value is returned where the signature says void.
# signature: void(float64)
def f(x):
    return x
# --- error E_RETURN_VALUE
#   return_value.py:4 in f: the function returns float64, but the signature says void
#       4 |     return x
#         |     ^^^^^^^^
#   write: return without a value, or the type in the signature
