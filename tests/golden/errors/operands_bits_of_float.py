# Bitwise operators take integers alone.
# signature: float64(float64)
def f(x):
    return x & 1
# --- error E_OPERANDS
#   operands_bits_of_float.py:4 in f: there is no float64 & int in compiled code
#       4 |     return x & 1
#         |            ^^^^^
