# Complex numbers have no order.
# signature: boolean(complex128, float64)
def f(z, x):
    return z < x


# --- error E_OPERANDS
#   operands_order_of_complex.py:4 in f: unsupported operands: complex128 < float64
#       4 |     return z < x
#         |            ^^^^^
#         |            ^ complex128, from the signature
#         |                ^ float64, from the signature
#   write: abs(z) or z.real; complex numbers have no order
