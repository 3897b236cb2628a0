# Bitwise operators take integers alone.
# signature: float64(float64)
def f(x):
    return x & 1
# --- error E_OPERANDS
#   operands_bits_of_float.py:4 in f: unsupported operands: float64 & int
#       4 |     return x & 1
#         |            ^^^^^
#         |            ^ float64, from the signature
#         |                ^ int
#   write: int(x), for the bits of an integer
