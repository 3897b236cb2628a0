# A number is converted by a call of its type.
# signature: float64(float64)
def f(x):
    return x.reshape(1)
# --- error E_ATTRIBUTE
#   attribute_reshape_of_number.py:4 in f: float64 has no attribute reshape in compiled code
#       4 |     return x.reshape(1)
#         |            ^^^^^^^^^
#         |            ^ float64, from the signature
#   write: the number itself
