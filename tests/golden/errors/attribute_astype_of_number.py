# A number is converted by a call of its type.
# signature: float64(float64)
def f(x):
    return x.astype(int)
# --- error E_ATTRIBUTE
#   attribute_astype_of_number.py:4 in f: float64 has no attribute astype in compiled code
#       4 |     return x.astype(int)
#         |            ^^^^^^^^
#         |            ^ float64, from the signature
#   write: np.float32(x), say, a call of the type itself
