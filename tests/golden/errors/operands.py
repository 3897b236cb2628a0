# Multiplying a pointer, which C doesn't either.
# signature: float64(CPointer(float64))
def f(p):
    return (p * 2)[0]
# --- error E_OPERANDS
#   operands.py:4 in f: unsupported operands: float64* * int
#       4 |     return (p * 2)[0]
#         |             ^^^^^
#         |             ^ float64*, from the signature
#         |                 ^ int
#   write: carray(pointer, shape) first, an array with a length and axes
