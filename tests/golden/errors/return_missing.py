# A way through the function which ends without a value.
# signature: float64(float64)
def f(x):
    if x > 0:
        return x
# --- error E_RETURN_MISSING
#   return_missing.py:4 in f: a way through the function ends without a value, but the signature says float64
#       4 |     if x > 0:
#         |        ^^^^^
#   write: a return with a value at the end, or a signature that begins with void
