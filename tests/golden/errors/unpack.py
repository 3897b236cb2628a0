# A tuple of three for two variables.
# signature: float64(float64)
def f(x):
    triple = (x, x, 1.0)
    a, b = triple
    return a + b
# --- error E_UNPACK
#   unpack.py:5 in f: (float64, float64, float64) can't be unpacked into 2 variables
#       5 |     a, b = triple
#         |     ^^^^
#         |            ^^^^^^ (float64, float64, float64), from line 4
