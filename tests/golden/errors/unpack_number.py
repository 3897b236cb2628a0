# A number is no tuple.
# signature: float64(float64)
def f(x):
    a, b = x
    return a + b
# --- error E_UNPACK
#   unpack_number.py:4 in f: float64 can't be unpacked into 2 variables
#       4 |     a, b = x
#         |     ^^^^
#         |            ^ float64, from the signature
