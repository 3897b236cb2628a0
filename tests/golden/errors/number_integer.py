# A float where math takes integers alone.
# signature: int64(float64, int64)
import math


def f(x, n):
    return math.gcd(n, x)
# --- error E_ARGUMENT
#   number_integer.py:7 in f: argument 2 of math.gcd must be an integer, not float64
#       7 |     return math.gcd(n, x)
#         |                        ^ float64, from the signature
# --- error E_ARGUMENT (also)
#   number_integer.py:7 in f: argument 2 of math.gcd must be an integer, not float64
#       7 |     return math.gcd(n, x)
#         |            ^^^^^^^^^^^^^^ x: float64, from the signature
