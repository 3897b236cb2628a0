# An attribute of a number.
# signature: float64(float64)
def f(x):
    return x.real_part
# --- error E_ATTRIBUTE
#   attribute.py:4 in f: float64 has no attribute real_part in compiled code
#       4 |     return x.real_part
#         |            ^^^^^^^^^^^
#         |            ^ float64, from the signature
#   the nearest that are there: real, shape and imag
