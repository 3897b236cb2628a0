# An attribute of numbers, misspelt; what integers alone have isn't offered.
# signature: float64(float64)
def f(x):
    return x.imaq
# --- error E_ATTRIBUTE
#   attribute_of_number_nearly.py:4 in f: float64 has no attribute imaq in compiled code
#       4 |     return x.imaq
#         |            ^^^^^^
#         |            ^ float64, from the signature
#   write: imag
