# A pointer has no shape; an array has.
# signature: int64(float64*)
def f(p):
    return p.shape[0]
# --- error E_ATTRIBUTE
#   attribute_of_pointer.py:4 in f: float64* has no attribute shape in compiled code
#       4 |     return p.shape[0]
#         |            ^^^^^^^
#         |            ^ float64*, from the signature
#   write: carray(pointer, shape) first, an array with a length and axes
