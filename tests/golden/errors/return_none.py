# A `return` without a value among others.
# signature: float64(float64)
def f(x):
    if x < 0:
        return
    return x
# --- error E_RETURN_MISSING
#   return_none.py:5 in f: a way through the function ends without a value, but the signature says float64
#       5 |         return
#         |         ^^^^^^
#   write: a return with a value at the end, or a signature that begins with void
